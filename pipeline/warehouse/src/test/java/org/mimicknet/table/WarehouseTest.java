/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mimicknet.table.Rows.dataset;
import static org.mimicknet.table.Rows.frame;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.metrics.Metric;

class WarehouseTest extends SparkTest {
  private static final CountDownLatch PLANNED = new CountDownLatch(1);
  private static final CountDownLatch TWIN_COMMITTED = new CountDownLatch(1);

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void makeWarehouse() {
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
  }

  @Test
  void everyTableAndColumnHasAComment() {
    for (Table table : Table.values()) {
      warehouse.make(table);
      assertThat(warehouse.schema(table).fields())
          .allSatisfy(
              field -> assertThat(field.getComment().isDefined()).as(field.name()).isTrue());
      assertThat(sql("DESCRIBE DETAIL " + warehouse.identifier(table)))
          .singleElement()
          .satisfies(row -> assertThat(row.<String>getAs("description")).isNotBlank());
    }
  }

  @Test
  void theMetricsAreColumnsOfEnhancedAndOfStudySummary() {
    String[] columns = Metric.ALL.stream().map(Metric::column).toArray(String[]::new);
    assertThat(columns).hasSize(28).contains("ssim", "das_corr", "hm_psnr", "gc_luminance");
    assertThat(warehouse.schema(Table.ENHANCED).fieldNames()).containsSubsequence(columns);
    assertThat(warehouse.schema(Table.STUDY_SUMMARY).fieldNames()).containsSubsequence(columns);
    StructField corr = warehouse.schema(Table.ENHANCED).apply("das_corr");
    assertThat(corr.getComment().get())
        .isEqualTo(
            "Pearson correlation; NULL when one image is constant: DAS image against the clinical"
                + " image");
  }

  @Test
  void aSecondCreateKeepsWhatIsThere() {
    Rows.append(warehouse, Table.FRAMES, frame("s", "1", "a"));

    Warehouse again = Warehouse.create(spark, warehouse.path());

    assertThat(again.read(Table.FRAMES).count()).isEqualTo(1);
  }

  @Test
  void openingNothingSaysWhereAndWhatToDo() {
    String nowhere = folder.resolve("nowhere").toString();
    assertThatThrownBy(() -> Warehouse.open(spark, nowhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot open the warehouse %s: there is no table frames in it. Check the path, or make"
                + " the warehouse with: ingest --warehouse %s",
            nowhere, nowhere);
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void ofTwoTicketsOnOneStateOnlyTheFirstLands() {
    AppendTicket first = warehouse.ticket(Table.FRAMES, "ingest");
    AppendTicket second = warehouse.ticket(Table.FRAMES, "ingest");

    assertThat(warehouse.append(first, frames("a"))).isEqualTo(AppendResult.COMMITTED);
    assertThat(warehouse.append(second, frames("b"))).isEqualTo(AppendResult.SUPERSEDED);
    assertThat(frameIds()).containsExactly("a");

    AppendTicket third = warehouse.ticket(Table.FRAMES, "ingest");
    assertThat(warehouse.append(third, frames("b"))).isEqualTo(AppendResult.COMMITTED);
    assertThat(frameIds()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aTicketAppendsOnce() {
    AppendTicket ticket = warehouse.ticket(Table.FRAMES, "ingest");
    warehouse.append(ticket, frames("a"));

    assertThat(warehouse.append(ticket, frames("a"))).isEqualTo(AppendResult.COMMITTED);
    assertThat(frameIds()).containsExactly("a");
  }

  @Test
  void ticketsForOtherPurposesDoNotExcludeEachOther() {
    AppendTicket ingest = warehouse.ticket(Table.FRAMES, "ingest");
    AppendTicket importing = warehouse.ticket(Table.FRAMES, "import-metrics");

    assertThat(warehouse.append(ingest, frames("a"))).isEqualTo(AppendResult.COMMITTED);
    assertThat(warehouse.append(importing, frames("b"))).isEqualTo(AppendResult.COMMITTED);
    assertThat(frameIds()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aTwinThatCommitsWhileTheFilesAreWrittenSupersedes() throws Exception {
    AppendTicket slow = warehouse.ticket(Table.FRAMES, "ingest");
    AppendTicket fast = warehouse.ticket(Table.FRAMES, "ingest");
    Dataset<Row> blocked = mapped(frames("slow"), WarehouseTest::waitForTwin);
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<AppendResult> result = background.submit(() -> warehouse.append(slow, blocked));
      assertThat(PLANNED.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(warehouse.append(fast, frames("fast"))).isEqualTo(AppendResult.COMMITTED);
      TWIN_COMMITTED.countDown();

      assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo(AppendResult.SUPERSEDED);
      assertThat(frameIds()).containsExactly("fast");
    } finally {
      TWIN_COMMITTED.countDown();
      background.shutdown();
    }
  }

  @Test
  void aFailureInTheMiddleLeavesNoRowAndTheTicketUsable() {
    AppendTicket ticket = warehouse.ticket(Table.FRAMES, "ingest");
    Dataset<Row> broken = mapped(frames("a", "bad", "c"), WarehouseTest::failOnBad);

    assertThatThrownBy(() -> warehouse.append(ticket, broken))
        .hasStackTraceContaining("the disk is full");
    assertThat(frameIds()).isEmpty();

    assertThat(warehouse.append(ticket, frames("a"))).isEqualTo(AppendResult.COMMITTED);
    assertThat(frameIds()).containsExactly("a");
  }

  @Test
  void columnsMayComeInAnyOrder() {
    List<String> names = Arrays.asList(warehouse.schema(Table.FRAMES).fieldNames());
    Collections.reverse(names);
    Dataset<Row> rows =
        frames("a").select(names.stream().map(functions::col).toArray(Column[]::new));

    warehouse.append(warehouse.ticket(Table.FRAMES, "ingest"), rows);

    assertThat(warehouse.read(Table.FRAMES).select("run_id").as(Encoders.STRING()).first())
        .isEqualTo("run");
  }

  @Test
  void wrongColumnsAreNamed() {
    Dataset<Row> rows =
        frames("a")
            .drop("height")
            .withColumnRenamed("probe", "prob")
            .withColumn("width", functions.lit("208"));

    assertThatThrownBy(() -> warehouse.append(warehouse.ticket(Table.FRAMES, "ingest"), rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot append to frames: no column probe; no column height; width is string and not"
                + " int; unknown column prob");
  }

  private Dataset<Row> frames(String... ids) {
    List<Map<String, Object>> rows = Stream.of(ids).map(id -> frame("s", "study", id)).toList();
    return dataset(spark, warehouse.schema(Table.FRAMES), rows).coalesce(1);
  }

  private Iterable<String> frameIds() {
    return warehouse.read(Table.FRAMES).select("frame_id").as(Encoders.STRING()).collectAsList();
  }

  private static Dataset<Row> mapped(Dataset<Row> rows, MapFunction<Row, Row> function) {
    return rows.map(function, Encoders.row(rows.schema()));
  }

  private static Row waitForTwin(Row row) throws InterruptedException {
    PLANNED.countDown();
    if (!TWIN_COMMITTED.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The twin did not commit");
    }
    return row;
  }

  private static Row failOnBad(Row row) {
    if ("bad".equals(row.getAs("frame_id"))) {
      throw new IllegalStateException("the disk is full");
    }
    return row;
  }
}
