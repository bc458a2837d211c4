/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.table.ChildJvm;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class CommitLoopTest extends SparkTest {
  private static final int FRAMES = 100;

  @TempDir Path folder;

  @Test
  void whatAConcurrentRunHasCommittedIsNotCommittedAgain() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    AtomicInteger looks = new AtomicInteger();

    long appended =
        CommitLoop.append(
            warehouse,
            Table.FRAMES,
            "test",
            "run",
            () -> {
              Dataset<Row> pending = pending(warehouse, "a", "b");
              if (looks.incrementAndGet() == 1) {
                Rows.append(warehouse, Table.FRAMES, Rows.frame("site", "study", "a"));
              }
              return pending;
            });

    assertThat(looks).hasValue(2);
    assertThat(appended).isEqualTo(1);
    assertThat(frameIds(warehouse)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void withoutPendingRowsThereIsNoCommit() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    long commits = commits(warehouse);

    assertThat(CommitLoop.append(warehouse, Table.FRAMES, "test", "run", () -> pending(warehouse)))
        .isZero();

    assertThat(commits(warehouse)).isEqualTo(commits);
  }

  @Test
  void theCountsAreThoseOfTheTableThoughATaskWasTriedTwice() throws Exception {
    ChildJvm.start(folder, Map.of(), FailingOnce.class, folder.resolve("warehouse").toString())
        .succeeded();

    Warehouse warehouse = Warehouse.open(spark, folder.resolve("warehouse").toString());
    assertThat(warehouse.read(Table.FRAMES).where("detail = 'attempt 1'").count())
        .as("rows of a second attempt")
        .isPositive();
  }

  @Test
  void whereSparkDoesNotTellTheCountsTheTableIsAsked() throws Exception {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    append(warehouse, "before");
    CountDownLatch counted = new CountDownLatch(1);
    SparkListener stuck =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            awaitQuietly(counted);
          }
        };
    spark.sparkContext().addSparkListener(stuck);
    try {
      withSetting(
          "spark.mimicknet.commit.counts-wait",
          "1ms",
          () -> assertThat(append(warehouse, "a", "b")).isEqualTo(2));
    } finally {
      counted.countDown();
      spark.sparkContext().removeSparkListener(stuck);
    }
  }

  private static long append(Warehouse warehouse, String... frameIds) {
    return CommitLoop.append(
        warehouse, Table.FRAMES, "test", "run", () -> pending(warehouse, frameIds));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A driver whose tasks may be tried twice, which those of the other tests may not. */
  static final class FailingOnce {
    private FailingOnce() {}

    public static void main(String[] args) {
      SparkSession spark = session("local[2,2]").getOrCreate();
      Warehouse warehouse = Warehouse.create(spark, args[0]);
      String[] ids = IntStream.range(0, FRAMES).mapToObj(i -> "f" + i).toArray(String[]::new);
      UDF1<String, String> failing =
          id -> {
            int attempt = TaskContext.get().attemptNumber();
            if (attempt == 0 && id.equals("f20")) {
              throw new IllegalStateException("The first attempt fails after twenty rows");
            }
            return "attempt " + attempt;
          };
      long appended =
          CommitLoop.append(
              warehouse,
              Table.FRAMES,
              "test",
              "run",
              () ->
                  asTasks(pending(warehouse, ids))
                      .withColumn(
                          "detail",
                          udf(failing, DataTypes.StringType)
                              .asNondeterministic()
                              .apply(col("frame_id"))));
      long stored = warehouse.read(Table.FRAMES).count();
      spark.stop();
      if (appended != FRAMES || stored != FRAMES) {
        throw new AssertionError("Appended %d, stored %d".formatted(appended, stored));
      }
    }
  }

  /** Rows that no optimiser can evaluate on the driver. */
  private static Dataset<Row> asTasks(Dataset<Row> rows) {
    return rows.sparkSession().createDataFrame(rows.toJavaRDD(), rows.schema());
  }

  private static Dataset<Row> pending(Warehouse warehouse, String... frameIds) {
    Set<String> known = frameIds(warehouse).stream().collect(Collectors.toSet());
    List<Map<String, Object>> rows =
        Stream.of(frameIds)
            .filter(id -> !known.contains(id))
            .map(id -> Rows.frame("site", "study", id))
            .toList();
    return Rows.dataset(warehouse.spark(), warehouse.schema(Table.FRAMES), rows);
  }

  private static List<String> frameIds(Warehouse warehouse) {
    return warehouse.read(Table.FRAMES).select("frame_id").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static long commits(Warehouse warehouse) {
    return spark.sql("DESCRIBE HISTORY " + warehouse.identifier(Table.FRAMES)).count();
  }
}
