/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.ingest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.action.Ingest;
import org.mimicknet.table.DeltaSession;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * {@code ingest} of a tar of MAT files beside the least that reading them costs ({@link MflWalk}),
 * in turns in one JVM, both with all cores: {@code tests/ingest [MIB] [ROUNDS] [MAT_FILE]}. A round
 * is a new, empty warehouse; the session and its compiled code are warm.
 */
public final class IngestSpeed {
  private static final long WARM_UP_BYTES = 64L << 20;
  private static final int WARM_UP_ROUNDS = 6;

  private IngestSpeed() {}

  private record Cost(double seconds, double cpuSeconds) {}

  /** Measures files stored plain and deflated, and prints a table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long bytes = Long.parseLong(arguments[0]) << 20;
    int rounds = Integer.parseInt(arguments[1]);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Path folder = Files.createTempDirectory("mimicknet-ingest");
    int cores = Runtime.getRuntime().availableProcessors();
    SparkConf conf = DeltaSession.configured(new SparkConf()).setMaster("local[" + cores + "]");
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    try {
      out.printf(
          "%-9s %8s %8s %12s %12s %8s %12s %12s %8s %12s%n",
          "stored",
          "members",
          "MB",
          "MFL, MB/s",
          "ingest, MB/s",
          "ratio",
          "MFL, CPU s",
          "ingest CPU s",
          "of CPU",
          "busy cores");
      for (MatTar.Storage storage : MatTar.Storage.values()) {
        List<byte[]> files =
            arguments.length > 2
                ? MatTar.like(Path.of(arguments[2]), storage)
                : MatTar.speckle(storage);
        warmUp(spark, folder, files);
        Path tar = folder.resolve(storage + ".tar");
        int members = MatTar.write(tar, files, bytes);
        List<Cost> walks = new ArrayList<>();
        List<Cost> ingests = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          walks.add(cost(() -> MflWalk.elements(tar, cores)));
          ingests.add(ingest(spark, folder, tar, members));
        }
        double megabytes = Files.size(tar) / 1e6;
        double walk = median(walks, Cost::seconds);
        double ingest = median(ingests, Cost::seconds);
        double walkCpu = median(walks, Cost::cpuSeconds);
        double ingestCpu = median(ingests, Cost::cpuSeconds);
        out.printf(
            "%-9s %8d %8.0f %12.0f %12.0f %8.2f %12.2f %12.2f %8.2f %12.2f%n",
            storage,
            members,
            megabytes,
            megabytes / walk,
            megabytes / ingest,
            walk / ingest,
            walkCpu,
            ingestCpu,
            walkCpu / ingestCpu,
            median(ingests, cost -> cost.cpuSeconds() / cost.seconds()));
        Files.delete(tar);
      }
    } finally {
      spark.stop();
      delete(folder);
    }
  }

  /** Planning and committing are thousands of methods, which many small runs compile best. */
  private static void warmUp(SparkSession spark, Path folder, List<byte[]> files)
      throws IOException, InterruptedException {
    Path tar = folder.resolve("small.tar");
    int members = MatTar.write(tar, files, WARM_UP_BYTES);
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      MflWalk.elements(tar, 1);
      ingest(spark, folder, tar, members);
    }
    Files.delete(tar);
  }

  private static Cost ingest(SparkSession spark, Path folder, Path tar, int members)
      throws IOException, InterruptedException {
    Path place = folder.resolve("warehouse");
    Warehouse warehouse = Warehouse.create(spark, place.toString());
    Ingest ingest = Ingest.into(warehouse, "measurement").inputs(List.of(tar.toString()));
    Cost cost = cost(() -> ingest.execute().framesOk());
    long frames = warehouse.read(Table.FRAMES).where("status = 'ok'").count();
    if (frames != members) {
      throw new IllegalStateException(
          "Cannot measure ingest: %d of %d frames are there".formatted(frames, members));
    }
    delete(place);
    return cost;
  }

  private interface Work {
    long run() throws IOException, InterruptedException;
  }

  /** Of the whole process: what the collector and the compiler use counts. */
  private static Cost cost(Work work) throws IOException, InterruptedException {
    System.gc();
    com.sun.management.OperatingSystemMXBean system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    long done = work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (done <= 0) {
      throw new IllegalStateException("Cannot measure: nothing was read");
    }
    return new Cost(seconds, (system.getProcessCpuTime() - cpu) / 1e9);
  }

  private static double median(List<Cost> rounds, ToDoubleFunction<Cost> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
