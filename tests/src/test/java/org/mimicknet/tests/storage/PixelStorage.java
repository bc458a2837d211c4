/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storage;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * What the pixels of a warehouse cost in Parquet under various settings: size, and the CPU time of
 * writing and reading, on one thread, alternating, medians. {@code tests/storage WAREHOUSE
 * [LEVEL]}.
 *
 * <p>Parquet keeps the first zstd codec of a JVM with its level for good, be it for reading: one
 * run measures one level.
 */
public final class PixelStorage {
  private static final int ROUNDS = 5;
  private static final Configuration CONFIGURATION = configuration();
  private static final MessageType PIXELS =
      MessageTypeParser.parseMessageType(
          "message frames { optional binary das; optional binary clinical; }");

  private PixelStorage() {}

  /** One way to write. */
  private record Setting(
      String name, CompressionCodecName codec, Layout layout, int blockMiB, int pageKiB) {
    private static final int BLOCK = 32;
    private static final int PAGE = 1024;

    static Setting of(CompressionCodecName codec) {
      return new Setting(codec.name(), codec, Layout.PLAIN, BLOCK, PAGE);
    }

    static Setting layout(Layout layout) {
      return new Setting("ZSTD " + layout, CompressionCodecName.ZSTD, layout, BLOCK, PAGE);
    }

    static Setting sizes(int blockMiB, int pageKiB) {
      return new Setting(
          "ZSTD, row groups %d MiB, pages %d KiB".formatted(blockMiB, pageKiB),
          CompressionCodecName.ZSTD,
          Layout.PLAIN,
          blockMiB,
          pageKiB);
    }
  }

  /** How pixels lie in a value. */
  private enum Layout {
    PLAIN,
    DICTIONARY,
    /** The first bytes of all floats, then the second, and so on. */
    BYTE_PLANES
  }

  private static final List<Setting> SETTINGS =
      List.of(
          Setting.of(CompressionCodecName.UNCOMPRESSED),
          Setting.of(CompressionCodecName.SNAPPY),
          Setting.of(CompressionCodecName.LZ4_RAW),
          Setting.of(CompressionCodecName.ZSTD),
          Setting.layout(Layout.DICTIONARY),
          Setting.layout(Layout.BYTE_PLANES),
          Setting.sizes(8, 1024),
          Setting.sizes(128, 1024),
          Setting.sizes(32, 64),
          Setting.sizes(32, 8192));

  /** The pixels of a frame; null where it has none. */
  private static final class Frame {
    private final byte[] das;
    private final byte[] clinical;

    Frame(byte[] das, byte[] clinical) {
      this.das = das;
      this.clinical = clinical;
    }

    long bytes() {
      return (das == null ? 0 : das.length) + (clinical == null ? 0 : (long) clinical.length);
    }
  }

  private record Cost(long bytes, double writeSeconds, double readSeconds) {}

  /** Measures on the frames of a warehouse and prints a table. */
  public static void main(String[] arguments) throws IOException {
    String level = arguments.length > 1 ? arguments[1] : "1";
    CONFIGURATION.set("parquet.compression.codec.zstd.level", level);
    List<Frame> frames = frames(Path.of(arguments[0]));
    double raw = frames.stream().mapToLong(Frame::bytes).sum();
    Path folder = Files.createTempDirectory("pixel-storage");
    List<List<Cost>> costs = new ArrayList<>();
    SETTINGS.forEach(setting -> costs.add(new ArrayList<>()));
    for (int round = 0; round <= ROUNDS; round++) {
      for (int i = 0; i < SETTINGS.size(); i++) {
        Cost cost = cost(SETTINGS.get(i), frames, folder.resolve("pixels.parquet"));
        if (round > 0) {
          costs.get(i).add(cost);
        }
      }
    }
    Files.delete(folder);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    out.printf("%d frames, %.1f MB of pixels, zstd level %s%n%n", frames.size(), raw / 1e6, level);
    out.printf("| setting | size | write MB/s | read MB/s |%n|---|---|---|---|%n");
    for (int i = 0; i < SETTINGS.size(); i++) {
      out.printf(
          "| %s | %.3f | %.0f | %.0f |%n",
          SETTINGS.get(i).name(),
          costs.get(i).get(0).bytes() / raw,
          raw / 1e6 / median(costs.get(i).stream().mapToDouble(Cost::writeSeconds)),
          raw / 1e6 / median(costs.get(i).stream().mapToDouble(Cost::readSeconds)));
    }
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static Cost cost(Setting setting, List<Frame> frames, Path file) throws IOException {
    long start = cpuNanos();
    write(setting, frames, file);
    long written = cpuNanos();
    long bytes = Files.size(file);
    long checked = read(setting, file);
    long read = cpuNanos();
    if (checked != frames.stream().mapToLong(Frame::bytes).sum()) {
      throw new IllegalStateException("Cannot measure: other bytes were read than written");
    }
    Files.delete(file);
    return new Cost(bytes, (written - start) / 1e9, (read - written) / 1e9);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void write(Setting setting, List<Frame> frames, Path file) throws IOException {
    SimpleGroupFactory groups = new SimpleGroupFactory(PIXELS);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(PIXELS)
            .withConf(CONFIGURATION)
            .withCompressionCodec(setting.codec())
            .withRowGroupSize((long) setting.blockMiB() << 20)
            .withPageSize(setting.pageKiB() << 10)
            .withDictionaryEncoding(setting.layout() == Layout.DICTIONARY)
            .withMinRowCountForPageSizeCheck(1)
            .build()) {
      for (Frame frame : frames) {
        Group group = groups.newGroup();
        add(group, "das", frame.das, setting.layout());
        add(group, "clinical", frame.clinical, setting.layout());
        writer.write(group);
      }
    }
  }

  private static void add(Group group, String column, byte[] pixels, Layout layout) {
    if (pixels != null) {
      byte[] stored = layout == Layout.BYTE_PLANES ? planes(pixels) : pixels;
      group.add(column, Binary.fromConstantByteArray(stored));
    }
  }

  private static long read(Setting setting, Path file) throws IOException {
    long bytes = 0;
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(CONFIGURATION)
            .build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        for (String column : List.of("das", "clinical")) {
          if (group.getFieldRepetitionCount(column) > 0) {
            byte[] stored = group.getBinary(column, 0).getBytes();
            bytes += setting.layout() == Layout.BYTE_PLANES ? floats(stored).length : stored.length;
          }
        }
      }
    }
    return bytes;
  }

  private static byte[] planes(byte[] pixels) {
    int count = pixels.length / 4;
    byte[] planes = new byte[pixels.length];
    for (int i = 0; i < count; i++) {
      planes[i] = pixels[4 * i];
      planes[count + i] = pixels[4 * i + 1];
      planes[2 * count + i] = pixels[4 * i + 2];
      planes[3 * count + i] = pixels[4 * i + 3];
    }
    return planes;
  }

  private static byte[] floats(byte[] planes) {
    int count = planes.length / 4;
    byte[] pixels = new byte[planes.length];
    for (int i = 0; i < count; i++) {
      pixels[4 * i] = planes[i];
      pixels[4 * i + 1] = planes[count + i];
      pixels[4 * i + 2] = planes[2 * count + i];
      pixels[4 * i + 3] = planes[3 * count + i];
    }
    return pixels;
  }

  private static List<Frame> frames(Path warehouse) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(warehouse.resolve("frames"))) {
      files = all.filter(path -> path.toString().endsWith(".parquet")).sorted().toList();
    }
    List<Frame> frames = new ArrayList<>();
    for (Path file : files) {
      Configuration conf = new Configuration(CONFIGURATION);
      conf.set("parquet.read.schema", PIXELS.toString());
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
              .withConf(conf)
              .build()) {
        for (Group group = reader.read(); group != null; group = reader.read()) {
          frames.add(new Frame(pixels(group, "das"), pixels(group, "clinical")));
        }
      }
    }
    return frames.stream().filter(frame -> frame.bytes() > 0).toList();
  }

  private static byte[] pixels(Group group, String column) {
    if (group.getFieldRepetitionCount(column) == 0) {
      return null;
    }
    byte[] bytes = group.getBinary(column, 0).getBytes();
    return Arrays.copyOf(bytes, bytes.length);
  }

  /** Without the checksum files of Hadoop's local file system. */
  private static Configuration configuration() {
    Configuration conf = new Configuration();
    conf.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    conf.setBoolean("fs.file.impl.disable.cache", true);
    return conf;
  }
}
