/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.mimicknet.Internal;

/**
 * One run of a command, on its way into the table {@code runs}: start it, do the work under its
 * {@link #runId}, finish it.
 */
@Internal
public final class RunLedger {
  private static final Pattern SECRET =
      Pattern.compile("password|secret|token|credential|key", Pattern.CASE_INSENSITIVE);
  private static final String MASK = "***";

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
  private final Instant startedAt = Instant.now();

  private RunLedger(Warehouse warehouse, String command, Map<String, String> configuration) {
    this.warehouse = warehouse;
    this.command = command;
    this.configuration = configuration;
  }

  /** Starts a run; the configuration is masked before it is kept. */
  public static RunLedger start(
      Warehouse warehouse, String command, Map<String, String> configuration) {
    return new RunLedger(warehouse, command, masked(configuration));
  }

  /** The id that every row of this run carries. */
  public String runId() {
    return runId;
  }

  /**
   * Writes the run's row.
   *
   * @param counts what was done, for example frames, failed, studies
   * @param bytes bytes of input that were read
   */
  public void finish(Outcome outcome, Map<String, Long> counts, long bytes) {
    Instant finishedAt = Instant.now();
    Row row =
        RowFactory.create(
            runId,
            command,
            configuration,
            versions(),
            startedAt,
            finishedAt,
            Duration.between(startedAt, finishedAt).toNanos() / 1e9,
            outcome.name().toLowerCase(Locale.ROOT),
            counts,
            bytes);
    Dataset<Row> rows =
        warehouse.spark().createDataFrame(List.of(row), warehouse.schema(Table.RUNS));
    warehouse.append(Table.RUNS, rows);
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

  private static Map<String, String> masked(Map<String, String> configuration) {
    Map<String, String> masked = new TreeMap<>();
    configuration.forEach(
        (name, value) -> masked.put(name, SECRET.matcher(name).find() ? MASK : value));
    return masked;
  }
}
