/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.mimicknet.Internal;

/**
 * One run of a command, in two rows of the table {@code runs}: the first tells that it runs, the
 * second how it ended. So runs at the same time never change each other's rows, and a run that was
 * killed has the first row alone.
 */
@Internal
public final class RunLedger {
  private static final String RUNNING = "running";

  /** How a run ended. */
  public enum Outcome {
    SUCCEEDED,
    FAILED,
    /** It finished, but more frames failed than the user allows. */
    EXCEEDED_FAILURES
  }

  private final Warehouse warehouse;
  private final String command;
  private final Map<String, String> configuration;
  private final String runId = UUID.randomUUID().toString();
  private final Instant startedAt;

  /** Of a clock that only goes on: that of the machine may be set while a run is under way. */
  private final long startedAtNanos = System.nanoTime();

  private RunLedger(
      Warehouse warehouse, String command, Map<String, String> configuration, Instant startedAt) {
    this.warehouse = warehouse;
    this.command = command;
    this.configuration = configuration;
    this.startedAt = startedAt;
  }

  /** Starts a run and writes so; the configuration is masked before it is kept. */
  public static RunLedger start(
      Warehouse warehouse, String command, Map<String, String> configuration) {
    return start(warehouse, command, configuration, Clock.systemUTC());
  }

  /** The same where something else tells when it starts. */
  static RunLedger start(
      Warehouse warehouse, String command, Map<String, String> configuration, Clock clock) {
    warehouse.make(Table.RUNS); // in an old one every column had a value
    RunLedger run =
        new RunLedger(warehouse, command, Secrets.masked(configuration), clock.instant());
    try {
      warehouse.appendFirst(Table.RUNS, run.name(RUNNING), run.row(RUNNING, null, Map.of(), null));
    } catch (Exception e) {
      run.endUnstarted(e);
      throw e;
    }
    return run;
  }

  /** Storage may fail after it has taken a row: that run is not to be seen as one that runs. */
  private void endUnstarted(Exception failure) {
    try {
      finish(Outcome.FAILED, Map.of(), 0);
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  /** The id that every row of this run carries. */
  public String runId() {
    return runId;
  }

  public String command() {
    return command;
  }

  /** When the run began. */
  public Instant startedAt() {
    return startedAt;
  }

  /**
   * Writes how the run ended, and when: so long after its start as it took, whatever has become of
   * the clock.
   *
   * @param counts what was done, for example frames, failed, studies
   * @param bytes bytes of input that were read
   */
  public void finish(Outcome outcome, Map<String, Long> counts, long bytes) {
    String ended = outcome.name().toLowerCase(Locale.ROOT);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedAtNanos);
    warehouse.endSettling(outcome == Outcome.SUCCEEDED);
    warehouse.append(Table.RUNS, name(ended), row(ended, elapsed, counts, bytes));
  }

  /** Of the append of a row. */
  private String name(String outcome) {
    return runId + " " + outcome;
  }

  /** Maps are written by their keys: that of {@link Map#of} has another order in every JVM. */
  private Dataset<Row> row(String outcome, Duration elapsed, Map<String, Long> counts, Long bytes) {
    Row row =
        RowFactory.create(
            runId,
            command,
            new TreeMap<>(configuration),
            new TreeMap<>(versions()),
            startedAt,
            elapsed == null ? null : startedAt.plus(elapsed),
            elapsed == null ? null : elapsed.toNanos() / 1e9,
            outcome,
            new TreeMap<>(counts),
            bytes);
    return warehouse.spark().createDataFrame(List.of(row), warehouse.columns(Table.RUNS));
  }

  private Map<String, String> versions() {
    return Map.of(
        "mimicknet", version(RunLedger.class),
        "spark", warehouse.spark().version(),
        "delta", io.delta.package$.MODULE$.VERSION(),
        "java", Runtime.version().toString());
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
