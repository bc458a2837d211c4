/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.inference.TestModels.scaled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SerializeFromObjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.exchange.ShuffleExchangeExec;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.image.Image;
import org.mimicknet.spark.ScalaCollections;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** Where the pixels go: read once, by tasks of equal size, and never sent around. */
class EnhancePixelsTest extends SparkTest {
  private static final int PART_BYTES = 1 << 20;
  private static final int SMALL = 120;
  private static final int LARGE = 12;

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void makeFramesOfTwoSizes() {
    spark.conf().set("parquet.block.size", String.valueOf(PART_BYTES));
    spark.conf().set("spark.sql.files.maxPartitionBytes", String.valueOf(PART_BYTES));
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
    List<Map<String, Object>> frames = new ArrayList<>();
    for (int i = 0; i < LARGE; i++) {
      frames.add(frame("large" + i, 512, 256));
    }
    for (int i = 0; i < SMALL; i++) {
      frames.add(frame("small" + i, 64, 64));
    }
    Rows.append(warehouse, Table.FRAMES, frames);
  }

  @AfterEach
  void forgetTheSmallParts() {
    spark.conf().unset("parquet.block.size");
    spark.conf().unset("spark.sql.files.maxPartitionBytes");
  }

  @Test
  void pixelsAreScannedOnceWithoutOtherColumnsAndNotShuffled() {
    Enhance enhance = Enhance.in(warehouse, scaled(1), "run");
    SparkPlan plan =
        enhance
            .rows(enhance.pendingFrames().nextBatch().orElseThrow().frames())
            .queryExecution()
            .executedPlan();

    List<FileSourceScanExec> scans = nodes(plan, FileSourceScanExec.class);
    assertThat(scans.stream().filter(scan -> columns(scan).contains("das")))
        .singleElement()
        .satisfies(
            scan ->
                assertThat(columns(scan)).contains("clinical").doesNotContain("extra", "probe"));
    assertThat(nodes(plan, ShuffleExchangeExec.class))
        .allSatisfy(
            shuffle -> assertThat(columns(shuffle)).doesNotContain("das", "clinical", "output"));
    assertThat(nodes(plan, SerializeFromObjectExec.class))
        .singleElement()
        .satisfies(rows -> assertThat(columns(rows)).doesNotContain("das", "clinical"));
  }

  @Test
  void noProjectionCopiesThePixelsBetweenScanAndNetwork() throws Exception {
    Queue<SparkPlanInfo> plans = new ConcurrentLinkedQueue<>();
    listening(
        new SparkListener() {
          @Override
          public void onOtherEvent(SparkListenerEvent event) {
            if (event instanceof SparkListenerSQLExecutionStart start) {
              plans.add(start.sparkPlanInfo());
            }
          }
        },
        () -> Enhance.in(warehouse, scaled(1), "run").execute());

    List<String> operators =
        plans.stream()
            .flatMap(EnhancePixelsTest::all)
            .map(SparkPlanInfo::simpleString)
            .filter(text -> text.contains("das#"))
            .toList();
    assertThat(operators).anyMatch(text -> text.startsWith("FileScan parquet"));
    assertThat(operators).noneMatch(text -> text.startsWith("Project"));
  }

  private static Stream<SparkPlanInfo> all(SparkPlanInfo plan) {
    return Stream.concat(
        Stream.of(plan),
        ScalaCollections.asJava(plan.children()).stream().flatMap(EnhancePixelsTest::all));
  }

  @Test
  void eachTaskReadsNoMoreThanTwoRowGroupsHoweverManyFramesThatAre() throws Exception {
    List<TaskMetrics> writers = writersOfAnEnhance();

    long stored = parquetBytes();
    List<Long> read = bytesRead(writers);
    assertThat(stored).isGreaterThan(5L * PART_BYTES);
    assertThat(read).hasSizeGreaterThan(4).allMatch(bytes -> bytes < 2.5 * PART_BYTES);
    assertThat(read.stream().mapToLong(Long::longValue).sum())
        .as("bytes read for %d stored", stored)
        .isLessThan(stored * 3 / 2);
    assertThat(
            writers.stream().mapToLong(metrics -> metrics.outputMetrics().recordsWritten()).sum())
        .isEqualTo(SMALL + LARGE);
  }

  @Test
  void aSmallBatchIsSharedOutEvenlyToAllSlots() throws Exception {
    spark.conf().unset("spark.sql.files.maxPartitionBytes");
    spark.conf().set("spark.sql.files.openCostInBytes", "1");
    try {
      List<Long> read = bytesRead(writersOfAnEnhance());

      long quarterOfASlot = parquetBytes() / (4L * spark.sparkContext().defaultParallelism());
      assertThat(read)
          .hasSizeGreaterThan(4)
          .allMatch(bytes -> bytes < quarterOfASlot + 1.5 * PART_BYTES);
      assertThat(spark.conf().getAll().contains("spark.sql.files.minPartitionNum")).isFalse();
    } finally {
      spark.conf().unset("spark.sql.files.openCostInBytes");
    }
  }

  private List<TaskMetrics> writersOfAnEnhance() throws Exception {
    Queue<TaskMetrics> writers = new ConcurrentLinkedQueue<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            if (end.taskMetrics().outputMetrics().recordsWritten() > 0
                && end.taskMetrics().inputMetrics().bytesRead() > 0) {
              writers.add(end.taskMetrics());
            }
          }
        };
    listening(
        listener,
        () ->
            assertThat(Enhance.in(warehouse, scaled(1), "run").execute().enhanced())
                .isEqualTo(SMALL + LARGE));
    return List.copyOf(writers);
  }

  private static List<Long> bytesRead(List<TaskMetrics> tasks) {
    return tasks.stream().map(metrics -> metrics.inputMetrics().bytesRead()).toList();
  }

  private static Map<String, Object> frame(String name, int height, int width) {
    Random random = new Random(name.hashCode());
    float[] magnitudes = new float[height * width];
    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = 1 + random.nextFloat();
    }
    Map<String, Object> row = Rows.frame("site", "study", name);
    row.put("pairing", "das_only");
    row.put("height", height);
    row.put("width", width);
    row.put("das", new Image(magnitudes, height, width).toBytes());
    return row;
  }

  private long parquetBytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("warehouse/frames"))) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static <P extends SparkPlan> List<P> nodes(SparkPlan plan, Class<P> type) {
    List<P> found = new ArrayList<>();
    if (type.isInstance(plan)) {
      found.add(type.cast(plan));
    }
    ScalaCollections.asJava(plan.children()).forEach(child -> found.addAll(nodes(child, type)));
    return found;
  }

  private static List<String> columns(SparkPlan plan) {
    return Arrays.asList(plan.schema().fieldNames());
  }
}
