/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.privacy.Privacy;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Warehouse;

/**
 * A driver that plans an ingest and looks for its first batch, in a heap of its own, and prints how
 * long that took and how much of the heap was in use after a collection at most.
 */
public final class ManyInputs extends SparkTest {
  /** In place of the plan: all that is listed comes to the driver. */
  static final String COLLECTED = "collected";

  static final String PLANNED = "planned";

  /** Before the path of a list. */
  static final String LIST = "list:";

  private ManyInputs() {}

  /**
   * Does it in this JVM.
   *
   * @param args how ({@link #PLANNED} or {@link #COLLECTED}), how many files are expected, the
   *     warehouse, the paths
   */
  public static void main(String[] args) {
    AtomicLong most = heapAfterCollections();
    long start = System.nanoTime();
    SparkSession spark =
        session("local[2]")
            .config("spark.hadoop." + EndlessStorage.SETTING, EndlessStorage.class.getName())
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "16")
            // Else Spark does not start with less than 450 MB.
            .config("spark.testing.reservedMemory", "50000000")
            .getOrCreate();
    List<String> paths = List.of(args).subList(3, args.length);
    List<String> inputs = paths.stream().filter(path -> !path.startsWith(LIST)).toList();
    List<String> lists =
        paths.stream()
            .filter(path -> path.startsWith(LIST))
            .map(path -> path.substring(LIST.length()))
            .toList();
    Warehouse warehouse = Warehouse.planned(spark, args[2]);
    if (args[0].equals(COLLECTED)) {
      try (InputArchives archives = archives(warehouse, inputs, lists)) {
        check(archives.listing().collectAsList().size(), args[1]);
      }
    } else {
      Ingest.Plan plan = Ingest.into(warehouse, "plan").inputs(inputs).inputLists(lists).plan();
      check(plan.pending(), args[1]);
      check(firstBatch(warehouse, inputs, lists), "10000");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    spark.stop();
    System.out.printf(Locale.ROOT, "%n%s s, %s MB%n", Math.round(seconds), most.get() / 1_000_000);
  }

  private static int firstBatch(Warehouse warehouse, List<String> inputs, List<String> lists) {
    try (InputArchives archives = archives(warehouse, inputs, lists);
        KnownSources known = new KnownSources(warehouse, "run");
        UnreadableSources unreadable = new UnreadableSources(warehouse, known, archives)) {
      Dataset<Row> pending = unreadable.pending();
      return FirstRows.of(pending, "uri", 10_000).size();
    }
  }

  private static InputArchives archives(
      Warehouse warehouse, List<String> inputs, List<String> lists) {
    return new InputArchives(
        warehouse,
        new GivenPaths(inputs, lists, List.of()),
        ReadSettings.DEFAULT,
        Privacy.WITHOUT_KEY);
  }

  private static void check(long found, String expected) {
    if (found != Long.parseLong(expected)) {
      throw new IllegalStateException("Found %s, not %s".formatted(found, expected));
    }
  }

  private static AtomicLong heapAfterCollections() {
    AtomicLong most = new AtomicLong();
    ManagementFactory.getGarbageCollectorMXBeans()
        .forEach(
            collector ->
                ((NotificationEmitter) collector)
                    .addNotificationListener(
                        (notification, none) ->
                            most.accumulateAndGet(
                                used((CompositeData) notification.getUserData()), Math::max),
                        null,
                        null));
    return most;
  }

  private static long used(CompositeData collection) {
    Map<String, MemoryUsage> after =
        GarbageCollectionNotificationInfo.from(collection).getGcInfo().getMemoryUsageAfterGc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> after.get(pool.getName()).getUsed())
        .sum();
  }
}
