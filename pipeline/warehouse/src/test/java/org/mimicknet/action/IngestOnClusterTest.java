/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.table.ChildJvm;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** An ingest on a cluster of two executors, of which one dies with a task half done. */
class IngestOnClusterTest extends SparkTest {
  private static final int ARCHIVES = 6;
  private static final int FRAMES = 5;

  @TempDir private Path folder;

  @Test
  void everyMemberIsThereOnceThoughAnExecutorDiedInTheMiddleOfATask() throws Exception {
    Path archives = Files.createDirectory(folder.resolve("archives"));
    List<String> expected = new ArrayList<>();
    for (int archive = 0; archive < ARCHIVES; archive++) {
      Map<String, byte[]> members = new LinkedHashMap<>();
      for (int frame = 0; frame < FRAMES; frame++) {
        members.put(frame + ".mat", MatFiles.frame(20, 17 + FRAMES * archive + frame));
        expected.add("%d.tar!/%d.mat#0 ok".formatted(archive, frame));
      }
      members.put("cut.mat", Arrays.copyOf(MatFiles.frame(20, 17), 1000));
      expected.add("%d.tar!/cut.mat#0 truncated".formatted(archive));
      members.put("notes.txt", ArchiveBuilder.text("hello"));
      expected.add("%d.tar!/notes.txt#0 unsupported_format".formatted(archive));
      Files.write(archives.resolve(archive + ".tar"), ArchiveBuilder.tar(members));
    }
    Path place = folder.resolve("warehouse");
    Path death = folder.resolve("death");

    ChildJvm.start(
            folder,
            ChildJvm.clusterEnvironment(folder),
            ClusterIngest.class,
            archives.toString(),
            place.toString(),
            death.toString())
        .succeeded();

    assertThat(FatalDisk.openedBy(death)).hasSize(FatalDisk.FATAL_ARCHIVE);
    Warehouse warehouse = Warehouse.open(spark, place.toString());
    assertThat(sql("SELECT source_path, status FROM " + warehouse.identifier(Table.FRAMES)))
        .extracting(row -> row.getString(0) + " " + row.getString(1))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(sql("SELECT DISTINCT frame_id FROM " + warehouse.identifier(Table.FRAMES)))
        .as("frames, and one NULL for all that is none")
        .hasSize(ARCHIVES * FRAMES + 1);
  }

  /** The driver, which lives. */
  static final class ClusterIngest {
    private ClusterIngest() {}

    public static void main(String[] args) {
      SparkSession spark =
          FatalDisk.of(session("local-cluster[2,1,1024]"), args[2])
              .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
              .config(
                  "spark.executor.extraJavaOptions",
                  "-XX:TieredStopAtLevel=1 \"%s\"".formatted(ChildJvm.AS_ON_YARN))
              .getOrCreate();
      Ingest.Result result =
          Ingest.into(Warehouse.create(spark, args[1]), "run").inputs(List.of(args[0])).execute();
      spark.stop();
      if (result.framesOk() != ARCHIVES * FRAMES
          || result.rejected() != 2 * ARCHIVES
          || result.batches() != 1) {
        throw new AssertionError(result);
      }
    }
  }
}
