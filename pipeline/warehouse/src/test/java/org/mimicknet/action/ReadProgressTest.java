/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.spark.ScalaCollections;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Warehouse;

class ReadProgressTest extends SparkTest {
  private static final Set<String> NAMES =
      Set.of(ReadProgress.FRAMES, ReadProgress.BYTES, ReadProgress.QUARANTINED);

  @TempDir Path folder;

  @Test
  void theStagesOfAnIngestShowFramesBytesAndQuarantinedMembers() throws Exception {
    Path archive = archiveOfTwoFramesAndANote();
    Warehouse warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
    Map<String, Long> shown = new ConcurrentHashMap<>();

    listening(
        new SparkListener() {
          @Override
          public void onStageCompleted(SparkListenerStageCompleted stage) {
            ScalaCollections.asJava(stage.stageInfo().accumulables().values()).stream()
                .filter(value -> value.name().isDefined() && NAMES.contains(value.name().get()))
                .forEach(
                    value ->
                        shown.merge(value.name().get(), (Long) value.value().get(), Long::sum));
          }
        },
        () -> Ingest.into(warehouse, "run").inputs(List.of(archive.toString())).execute());

    assertThat(shown)
        .containsEntry("frames read", 2L)
        .containsEntry("decoded bytes of their pixels", 2L * 4 * (20 * 17 + 20 * 18))
        .containsEntry("members quarantined", 1L);
  }

  private Path archiveOfTwoFramesAndANote() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a.mat", MatFiles.frame(20, 17));
    members.put("b.mat", MatFiles.frame(20, 18));
    members.put("notes.txt", ArchiveBuilder.text("hello"));
    return Files.write(folder.resolve("archive.zip"), ArchiveBuilder.zip(members));
  }
}
