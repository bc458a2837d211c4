/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Warehouse;

/**
 * A member within the limits that needs more memory than the JVM has, in a real run of Spark: with
 * the smaller heap to be read, with the larger one for its way through Spark to a file.
 */
class OutOfMemoryTest {
  private static final int SIDE = 4096;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx470m", "-Xmx900m"})
  void aMemberThatMemoryCannotHoldIsARowAndTheRunGoesOn(String heap) throws Exception {
    Path archives = Files.createDirectory(folder.resolve("archives"));
    Files.write(archives.resolve("1.mat"), MatFiles.frame(20, 17));
    Files.write(archives.resolve("2.mat"), zeros());
    Files.write(archives.resolve("3.mat"), MatFiles.frame(20, 18));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            IngestAll.class.getName(),
            archives.toString(),
            folder.resolve("warehouse").toString()));
    Path out = folder.resolve("out");

    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
    assertThat(Files.readAllLines(out))
        .contains("1.mat#0 ok null", "2.mat#0 limit_exceeded true", "3.mat#0 ok null");
  }

  /** A compressed MAT file of 260 kB with an iq of 4096 x 4096 zeros: 256 MiB. */
  private static byte[] zeros() throws IOException {
    int bytes = SIDE * SIDE * Double.BYTES;
    ByteBuffer head = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(14).putInt(48 + 2 * (8 + bytes));
    head.putInt(6).putInt(8).putInt(6 | 1 << 11).putInt(0);
    head.putInt(5).putInt(8).putInt(SIDE).putInt(SIDE);
    head.putInt(1).putInt(2).put("iq".getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(head.array());
      for (int part = 0; part < 2; part++) {
        deflater.write(
            ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(9).putInt(bytes).array());
        for (int row = 0; row < SIDE; row++) {
          deflater.write(new byte[SIDE * Double.BYTES]);
        }
      }
    }
    ByteBuffer file = ByteBuffer.allocate(128 + 8 + packed.size()).order(ByteOrder.LITTLE_ENDIAN);
    file.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
    file.position(124).putShort((short) 0x0100).put((byte) 'I').put((byte) 'M');
    file.putInt(15).putInt(packed.size()).put(packed.toByteArray());
    return file.array();
  }

  static final class IngestAll extends SparkTest {
    private IngestAll() {}

    public static void main(String[] args) {
      startSpark();
      Warehouse warehouse = Warehouse.create(spark, args[1]);
      ReadSettings settings =
          ReadSettings.DEFAULT.withLimits(ArchiveLimits.DEFAULT.with(Limit.RATIO, 100_000));
      Ingest.into(warehouse, "run").inputs(List.of(args[0])).settings(settings).execute();
      warehouse.registerViews();
      sql("SELECT source_path, status, detail LIKE '%more memory%' FROM frames ORDER BY 1")
          .forEach(row -> System.out.println(row.mkString(" ")));
      spark.stop();
    }
  }
}
