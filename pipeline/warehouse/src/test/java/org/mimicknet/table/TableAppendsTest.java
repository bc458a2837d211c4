/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mimicknet.table.Rows.dataset;
import static org.mimicknet.table.Rows.frame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableAppendsTest extends SparkTest {
  private static final CountDownLatch PLANNED = new CountDownLatch(1);
  private static final CountDownLatch TWIN_COMMITTED = new CountDownLatch(1);

  private static final AtomicReference<Runnable> DURING = new AtomicReference<>();

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void makeWarehouse() {
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
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
  void ticketsOnOneStateExcludeEachOtherThoughAnUnrelatedCommitLiesBetween() {
    AppendTicket first = warehouse.ticket(Table.FRAMES, "ingest");
    Rows.append(warehouse, Table.FRAMES, frame("s", "study", "other"));
    AppendTicket second = warehouse.ticket(Table.FRAMES, "ingest");

    assertThat(warehouse.append(second, frames("b"))).isEqualTo(AppendResult.COMMITTED);
    assertThat(warehouse.append(first, frames("a"))).isEqualTo(AppendResult.SUPERSEDED);
    assertThat(frameIds()).containsExactlyInAnyOrder("other", "b");
  }

  @Test
  void whatATicketDidIsFoundBehindACheckpointAndAmongOtherCommits() {
    AppendTicket ticket = warehouse.ticket(Table.FRAMES, "ingest");
    for (int i = 0; i < 11; i++) {
      Rows.append(warehouse, Table.FRAMES, frame("s", "study", "other"));
    }
    warehouse.append(ticket, frames("a"));
    Rows.append(warehouse, Table.FRAMES, frame("s", "study", "later"));

    assertThat(warehouse.append(ticket, frames("a"))).isEqualTo(AppendResult.COMMITTED);
    assertThat(frameIds()).containsOnlyOnce("a").hasSize(13);
  }

  @Test
  void ofTwoReplacementsOfOneStateOnlyTheFirstLands() {
    Rows.append(warehouse, Table.FRAMES, frame("s", "study", "old"), frame("s", "study", "kept"));
    AppendTicket first = warehouse.ticket(Table.FRAMES, "replay");
    AppendTicket second = warehouse.ticket(Table.FRAMES, "replay");

    assertThat(warehouse.replace(first, "frame_id = 'old'", frames("new")))
        .isEqualTo(AppendResult.COMMITTED);
    assertThat(warehouse.replace(second, "frame_id = 'kept'", frames("newer")))
        .isEqualTo(AppendResult.SUPERSEDED);
    assertThat(frameIds()).containsExactlyInAnyOrder("new", "kept");
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
    Dataset<Row> blocked = mapped(frames("slow"), TableAppendsTest::waitForTwin);
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

  /** As two runs do that open an old warehouse at the same time. */
  @Test
  void whileAnotherRunChangesTheTableAnAppendLandsAndOneWithATicketIsSupersededToLookAgain() {
    AppendTicket ticket = warehouse.ticket(Table.FRAMES, "ingest");

    DURING.set(() -> changeTable("first"));
    warehouse.append(Table.FRAMES, "beside", mapped(frames("a"), TableAppendsTest::meanwhile));
    assertThat(frameIds()).containsExactly("a");

    DURING.set(() -> changeTable("second"));
    assertThat(warehouse.append(ticket, mapped(frames("b"), TableAppendsTest::meanwhile)))
        .isEqualTo(AppendResult.SUPERSEDED);
    assertThat(frameIds()).containsExactly("a");
  }

  private void changeTable(String value) {
    spark.sql(
        "ALTER TABLE %s SET TBLPROPERTIES ('changed' = '%s')"
            .formatted(warehouse.identifier(Table.FRAMES), value));
  }

  private static Row meanwhile(Row row) {
    Runnable work = DURING.getAndSet(() -> {});
    CompletableFuture.runAsync(work).orTimeout(2, TimeUnit.MINUTES).join();
    return row;
  }

  @Test
  void aFailureInTheMiddleLeavesNoRowAndTheTicketUsable() {
    AppendTicket ticket = warehouse.ticket(Table.FRAMES, "ingest");
    Dataset<Row> broken = mapped(frames("a", "bad", "c"), TableAppendsTest::failOnBad);

    assertThatThrownBy(() -> warehouse.append(ticket, broken))
        .hasStackTraceContaining("the disk is full");
    assertThat(frameIds()).isEmpty();

    assertThat(warehouse.append(ticket, frames("a"))).isEqualTo(AppendResult.COMMITTED);
    assertThat(frameIds()).containsExactly("a");
  }

  @Test
  void whatATaskWroteBeforeItFailedIsNotInTheTable() throws Exception {
    Path retried = folder.resolve("retried");

    ChildJvm.start(folder, Map.of(), RetriedAppend.class, retried.toString()).succeeded();

    try (Stream<Path> files = Files.walk(retried.resolve("frames"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet")))
          .as("files of both attempts")
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void rowsAreNotShuffledThoughTheSessionHasOptimisedWrites() {
    withSetting(
        "spark.databricks.delta.optimizeWrite.enabled",
        "true",
        () ->
            warehouse.append(
                warehouse.ticket(Table.FRAMES, "ingest"), frames("a").union(frames("b"))));

    assertThat(warehouse.read(Table.FRAMES).inputFiles()).as("a file of each task").hasSize(2);
  }

  /** A driver whose task fails once, after it has written rows. */
  static final class RetriedAppend {
    private RetriedAppend() {}

    public static void main(String[] args) {
      SparkSession spark = session("local[1,2]").getOrCreate();
      Warehouse warehouse = Warehouse.create(spark, args[0]);
      AppendTicket ticket = warehouse.ticket(Table.FRAMES, "ingest");
      Dataset<Row> rows = rows(warehouse, "a", "b", "bad");
      AppendResult result =
          warehouse.append(
              ticket,
              rows.map(
                  (MapFunction<Row, Row>) RetriedAppend::failOnce, Encoders.row(rows.schema())));
      List<String> appended = ids(warehouse);
      spark.stop();
      if (result != AppendResult.COMMITTED || !appended.equals(List.of("a", "b", "bad"))) {
        throw new AssertionError(result + " " + appended);
      }
    }

    private static Row failOnce(Row row) {
      if ("bad".equals(row.getAs("frame_id")) && TaskContext.get().attemptNumber() == 0) {
        throw new IllegalStateException("the disk is full");
      }
      return row;
    }
  }

  private Dataset<Row> frames(String... ids) {
    return rows(warehouse, ids);
  }

  private List<String> frameIds() {
    return ids(warehouse);
  }

  private static Dataset<Row> rows(Warehouse warehouse, String... ids) {
    List<Map<String, Object>> rows = Stream.of(ids).map(id -> frame("s", "study", id)).toList();
    return dataset(warehouse.spark(), warehouse.schema(Table.FRAMES), rows).coalesce(1);
  }

  private static List<String> ids(Warehouse warehouse) {
    return warehouse.read(Table.FRAMES).select("frame_id").as(Encoders.STRING()).collectAsList();
  }

  private static Dataset<Row> mapped(Dataset<Row> rows, MapFunction<Row, Row> function) {
    return rows.map(function, Encoders.row(rows.schema()));
  }

  private static Row waitForTwin(Row row) throws InterruptedException {
    PLANNED.countDown();
    if (!TWIN_COMMITTED.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The concurrent append did not commit");
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
