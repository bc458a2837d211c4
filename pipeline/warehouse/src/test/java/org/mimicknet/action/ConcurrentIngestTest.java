/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.FaultyDisk;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** Ingests of overlapping inputs that have both looked before either commits. */
class ConcurrentIngestTest extends SparkTest {
  private static final List<String> FILES =
      List.of("north/meeting.mat", "north/a.mat", "south/b.mat", "east/c.mat");

  @TempDir Path folder;
  private Path inputs;

  @BeforeEach
  void makeInputs() throws IOException {
    inputs = folder.toRealPath().resolve("inputs");
    for (int i = 0; i < FILES.size(); i++) {
      Path file = inputs.resolve(FILES.get(i));
      Files.createDirectories(file.getParent());
      Files.write(file, MatFiles.frame(20, 17 + i));
    }
  }

  @AfterEach
  void mend() {
    FaultyDisk.mend();
  }

  @Test
  void oneInputSpeltWithASlashAtTheEndAndWithout() {
    assertNothingTwice(List.of(""), List.of("/"));
  }

  @Test
  void aFolderBesideTwoOfItsSubfolders() {
    assertNothingTwice(List.of(""), List.of("/north", "/south"));
  }

  @Test
  void aFolderBesideALinkToIt() throws IOException {
    Files.createSymbolicLink(folder.toRealPath().resolve("inputs-link"), inputs);

    assertNothingTwice(List.of(""), List.of("-link"));
  }

  private void assertNothingTwice(List<String> first, List<String> second) {
    String path = folder.resolve("warehouse").toString();
    Warehouse one = Warehouse.create(spark, path);
    Warehouse other = Warehouse.create(spark, path);

    new Meeting("meeting.mat", 2)
        .run(() -> ingest(one, "1", first), () -> ingest(other, "2", second));

    assertThat(one.read(Table.FRAMES).select("source_path", "frame_id").collectAsList())
        .hasSize(FILES.size());
    assertThat(one.read(Table.FRAMES).select("frame_id").distinct().count())
        .isEqualTo(FILES.size());
  }

  private void ingest(Warehouse warehouse, String runId, List<String> endings) {
    String all = FaultyDisk.path(spark.sparkContext().hadoopConfiguration(), inputs);
    Stream<String> paths = endings.stream().map(ending -> all + ending);
    Ingest.into(warehouse, runId).inputs(paths.toList()).execute();
  }
}
