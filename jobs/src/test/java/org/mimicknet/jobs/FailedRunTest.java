/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.table.Rows.frame;
import static org.mimicknet.table.Rows.with;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class FailedRunTest extends SparkTest {
  private static final String MASTER = "spark.master";

  @TempDir Path folder;

  @AfterEach
  void forgetTheMaster() {
    System.clearProperty(MASTER);
  }

  @Test
  void aRunThatSparkAbortsEndsWithFourAndIsInTheLedger() throws IOException {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    Map<String, Object> frame = with(frame("s", "1", "a"), "pairing", "das_only");
    frame = with(with(frame, "height", 20), "width", 17);
    Rows.append(
        warehouse, Table.FRAMES, List.of(with(frame, "das", new byte[20 * 17 * Float.BYTES])));
    truncate(folder.resolve("frames"));

    System.setProperty(MASTER, "local[2]");
    PrintWriter output = new PrintWriter(new StringWriter());
    int code =
        Main.run(output, output, "enhance", "--warehouse", folder.toString(), "--engine", "onnx");

    assertThat(code).isEqualTo(4);
    startSpark(); // the command has stopped the session
    assertThat(
            Warehouse.open(spark, folder.toString())
                .sql("SELECT command, outcome FROM last_runs")
                .collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly("enhance failed");
  }

  private static void truncate(Path table) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(table)) {
      files = all.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
    }
    for (Path file : files) {
      try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
        data.setLength(data.length() / 2);
      }
      Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }
  }
}
