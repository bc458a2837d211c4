/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.spark.FoundSpark;
import org.mimicknet.spark.SparkBuild;

class RunLedgerTest extends SparkTest {
  private static final int MANY = 8;

  @TempDir Path folder;

  @Test
  void theEndOfARunIsARowWithItsSecretsMasked() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    RunLedger run =
        RunLedger.start(
            warehouse,
            "ingest",
            Map.of("input", "/data", "privacy-key-file", "/etc/k", "gs.Auth.Secret", "hush"));

    run.finish(RunLedger.Outcome.EXCEEDED_FAILURES, Map.of("frames", 7L, "failed", 2L), 12L);

    Row row = warehouse.read(Table.RUNS).where("outcome <> 'running'").first();
    assertThat(row.<String>getAs("run_id")).isEqualTo(run.runId());
    assertThat(row.<String>getAs("command")).isEqualTo("ingest");
    assertThat(row.<String>getAs("outcome")).isEqualTo("exceeded_failures");
    assertThat(row.<Long>getAs("bytes")).isEqualTo(12L);
    assertThat(row.getJavaMap(row.fieldIndex("configuration")))
        .isEqualTo(Map.of("input", "/data", "privacy-key-file", "***", "gs.Auth.Secret", "***"));
    assertThat(row.getJavaMap(row.fieldIndex("counts")))
        .isEqualTo(Map.of("frames", 7L, "failed", 2L));
    assertThat(row.getJavaMap(row.fieldIndex("versions")))
        .containsEntry("spark", FoundSpark.version())
        .containsEntry("delta", SparkBuild.delta())
        .containsKeys("java", "mimicknet");
    assertThat(row.getTimestamp(row.fieldIndex("finished_at")))
        .isAfterOrEqualTo(row.getTimestamp(row.fieldIndex("started_at")));
  }

  @Test
  void mapsHaveOneOrderInEveryRun() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    RunLedger run = RunLedger.start(warehouse, "demo", Map.of("c", "", "b", "", "a", "", "d", ""));

    run.finish(RunLedger.Outcome.SUCCEEDED, Map.of("z", 1L, "x", 2L, "y", 3L, "w", 4L), 0);

    assertThat(
            warehouse
                .sql(
                    "SELECT concat_ws(' ', map_keys(configuration), map_keys(counts),"
                        + " map_keys(versions)) FROM runs WHERE outcome <> 'running'")
                .first()
                .getString(0))
        .isEqualTo("a b c d w x y z delta java mimicknet spark");
  }

  @Test
  void aRunIsInTheTableFromItsStart() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());

    RunLedger run = RunLedger.start(warehouse, "enhance", Map.of("model", "m"));

    Row row = warehouse.sql("SELECT * FROM last_runs").first();
    assertThat(row.<String>getAs("run_id")).isEqualTo(run.runId());
    assertThat(row.<String>getAs("outcome")).isEqualTo("running");
    assertThat(row.<Object>getAs("finished_at")).isNull();
    assertThat(row.<Object>getAs("elapsed_s")).isNull();
    assertThat(row.getJavaMap(row.fieldIndex("counts"))).isEmpty();
  }

  @Test
  void lastRunsHasOneRowForEachRunAndOneThatWasKilledStaysRunning() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    RunLedger first = RunLedger.start(warehouse, "ingest", Map.of());
    RunLedger.start(warehouse, "killed", Map.of());
    RunLedger beside = RunLedger.start(warehouse, "enhance", Map.of());

    beside.finish(RunLedger.Outcome.FAILED, Map.of("enhanced", 3L), 0);
    first.finish(RunLedger.Outcome.SUCCEEDED, Map.of(), 5);

    assertThat(warehouse.read(Table.RUNS).count()).isEqualTo(5);
    assertThat(
            warehouse
                .sql("SELECT command, outcome, counts['enhanced'] FROM last_runs ORDER BY command")
                .collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly("enhance failed 3", "ingest succeeded null", "killed running null");
  }

  @Test
  void aRunTakesAsLongAsItTakesThoughTheClockIsSetBackMeanwhile() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    Instant start = Instant.parse("2999-01-01T00:00:00Z"); // after which it is set back
    RunLedger run =
        RunLedger.start(warehouse, "ingest", Map.of(), Clock.fixed(start, ZoneOffset.UTC));

    run.finish(RunLedger.Outcome.SUCCEEDED, Map.of(), 0);

    Row row = warehouse.sql("SELECT * FROM last_runs").first();
    assertThat(row.getTimestamp(row.fieldIndex("started_at")).toInstant()).isEqualTo(start);
    assertThat(row.getTimestamp(row.fieldIndex("finished_at")).toInstant())
        .isBetween(start, start.plus(Duration.ofMinutes(10)));
    assertThat(row.<Double>getAs("elapsed_s")).isBetween(0.0, 600.0);
  }

  @Test
  void aRowIsThereOnceThoughTheStorageHasLostItsAnswer() {
    Warehouse warehouse = Warehouse.create(spark, ForgetfulDisk.path(spark, folder));
    RunLedger.start(warehouse, "another", Map.of());

    ForgetfulDisk.forget(2);
    RunLedger run = RunLedger.start(warehouse, "ingest", Map.of());
    run.finish(RunLedger.Outcome.SUCCEEDED, Map.of(), 0);

    assertThat(ForgetfulDisk.left()).isZero();
    assertThat(warehouse.sql("SELECT command, outcome FROM runs").collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactlyInAnyOrder("another running", "ingest running", "ingest succeeded");
  }

  @Test
  void rowsOfManyRunsAtOnceAreAllThere() throws Exception {
    Warehouse.create(spark, folder.toString());
    ExecutorService runs = Executors.newFixedThreadPool(MANY);
    try {
      List<Future<RunLedger>> started =
          IntStream.range(0, MANY)
              .mapToObj(
                  run ->
                      runs.submit(
                          () ->
                              RunLedger.start(
                                  Warehouse.open(spark, folder.toString()), "train", Map.of())))
              .toList();
      for (Future<RunLedger> run : started) {
        run.get(5, TimeUnit.MINUTES);
      }
    } finally {
      runs.shutdownNow();
    }

    assertThat(Warehouse.open(spark, folder.toString()).sql("SELECT DISTINCT run_id FROM runs"))
        .satisfies(rows -> assertThat(rows.count()).isEqualTo(MANY));
  }
}
