/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.mimicknet.config.Tunables;
import org.mimicknet.metrics.Metric;
import org.mimicknet.table.SessionSettings;
import org.mimicknet.table.SqlTemplate;
import org.mimicknet.table.Table;
import org.mimicknet.table.TableVersion;
import org.mimicknet.table.View;
import org.mimicknet.table.Warehouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings {@code study_summary} up to date: the statistics of every metric per site, study, model
 * and pre-processing. Only studies whose frames or results changed are computed again, and one
 * commit replaces them: a crash leaves the table as it was.
 *
 * <p>A metric that is NULL (corr of a constant image, anything of a frame without a clinical image)
 * does not count in its statistics. One infinite psnr (output equal to the clinical image) makes
 * the mean infinite, and std and interval NULL; median and percentiles remain of use.
 *
 * <p>It is no {@link CommitLoop}: all that changed is one merge, which Delta refuses where another
 * run has changed the same studies.
 *
 * <p>Cost: one pass over the headers of frames and the metrics, whatever has changed, and none over
 * pixels; statistics for the changed studies only. What was read stays on the local disks until the
 * end.
 */
public final class Summarize {
  private static final Logger LOG = LoggerFactory.getLogger(Summarize.class);
  private static final String WORK = "summarize";
  private static final String STUDIES = "studies";
  private static final String CHANGES = "study_changes";
  private static final String STUDENT_T = "student_t";
  private static final String KEY =
      "t.site = s.site AND t.study_id <=> s.study_id AND t.model_id = s.model_id"
          + " AND t.preprocessing_id = s.preprocessing_id";

  /**
   * What was done, counted in rows of {@code study_summary}.
   *
   * @param recomputed new or changed
   * @param unchanged left as they were
   * @param removed no longer in frames and enhanced
   */
  public record Result(long recomputed, long unchanged, long removed) {
    private boolean isNothing() {
      return recomputed + removed == 0;
    }
  }

  private final Warehouse warehouse;
  private final String runId;
  private Clock clock = Clock.systemUTC();

  private Summarize(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
  }

  /**
   * Summarises what changed in a warehouse.
   *
   * @param runId goes into every row: the key of the table {@code runs}
   */
  public static Summarize on(Warehouse warehouse, String runId) {
    return new Summarize(warehouse.inOwnSession(), runId);
  }

  /** What tells the time of the rows; for tests. */
  Summarize clock(Clock other) {
    this.clock = other;
    return this;
  }

  /** What {@link #execute} would do now; computes no statistics. */
  public Result plan() {
    return JobGroup.run(
        warehouse.spark(), runId, "Look for studies that changed", () -> result(changes(Map.of())));
  }

  /**
   * What {@link #execute} would find, where an earlier run has left nothing to do and no table has
   * changed since: no table is read for it. Empty where one has to be read.
   */
  public Optional<Result> unchanged() {
    return warehouse
        .settled(WORK)
        .map(counts -> counts.get(STUDIES))
        .map(studies -> new Result(0, studies, 0));
  }

  /**
   * Does it. A second run on the same tables computes and commits nothing. Where another run
   * commits first, this one looks again for what is left to do.
   */
  public Result execute() {
    return attempts((result, read) -> {});
  }

  /**
   * The same, and gives the view {@code overall} of some metrics to {@code after}, out of what was
   * read for it.
   */
  public Result execute(List<Metric> metrics, BiConsumer<Result, Dataset<Row>> after) {
    return attempts(
        (result, read) -> after.accept(result, warehouse.read(View.OVERALL, metrics, read)));
  }

  private Result attempts(BiConsumer<Result, Map<Table, Dataset<Row>>> after) {
    SparkSession spark = warehouse.spark();
    int attempts = Tunables.of(spark).get(ActionTunables.SUMMARIZE_ATTEMPTS);
    for (int attempt = 1; ; attempt++) {
      try {
        return JobGroup.run(
            spark, runId, "Summarize the studies that changed", () -> attempt(after));
      } catch (DeltaConcurrentModificationException e) {
        if (attempt == attempts) {
          throw e;
        }
        LOG.info("Another run has changed study_summary meanwhile: looking again");
      }
    }
  }

  private Result attempt(BiConsumer<Result, Map<Table, Dataset<Row>>> after) {
    SparkSession spark = warehouse.spark();
    Map<Table, TableVersion> before =
        Map.of(
            Table.FRAMES, warehouse.version(Table.FRAMES),
            Table.ENHANCED, warehouse.version(Table.ENHANCED),
            Table.STUDY_SUMMARY, warehouse.version(Table.STUDY_SUMMARY));
    Map<Table, Dataset<Row>> read =
        Map.of(
            Table.FRAMES, once(Table.FRAMES, "das", "clinical", "extra"),
            Table.ENHANCED, once(Table.ENHANCED, "output"));
    Dataset<Row> changes = changes(read).persist(StorageLevel.MEMORY_AND_DISK());
    changes.createOrReplaceTempView(CHANGES);
    StudentT.relation(spark).createOrReplaceTempView(STUDENT_T);
    try {
      Result result = refresh(changes, read);
      settle(before, result);
      after.accept(result, read);
      return result;
    } finally {
      spark.catalog().dropTempView(CHANGES);
      spark.catalog().dropTempView(STUDENT_T);
      changes.unpersist();
      read.values().forEach(Dataset::unpersist);
    }
  }

  /** Unless another run has changed the summary since. */
  private void settle(Map<Table, TableVersion> before, Result result) {
    long commits = result.isNothing() ? 0 : 1;
    TableVersion summary = warehouse.version(Table.STUDY_SUMMARY);
    if (summary.number() == before.get(Table.STUDY_SUMMARY).number() + commits) {
      Map<Table, TableVersion> at = new EnumMap<>(before);
      at.put(Table.STUDY_SUMMARY, summary);
      warehouse.settle(WORK, at, Map.of(STUDIES, result.recomputed() + result.unchanged()));
    }
  }

  /** A table without its large columns, of which each file is read once. */
  private Dataset<Row> once(Table table, String... large) {
    return warehouse.read(table).drop(large).persist(StorageLevel.DISK_ONLY());
  }

  private Dataset<Row> changes(Map<Table, Dataset<Row>> read) {
    return warehouse.sql(SqlTemplate.read(Summarize.class, "study_changes.sql"), read);
  }

  private Result refresh(Dataset<Row> changes, Map<Table, Dataset<Row>> read) {
    Result result = result(changes);
    if (!result.isNothing()) {
      merge(warehouse.spark(), read);
    }
    return result;
  }

  private void merge(SparkSession spark, Map<Table, Dataset<Row>> read) {
    Dataset<Row> statistics =
        warehouse
            .sql(SqlTemplate.read(Summarize.class, "study_statistics.sql"), read)
            .withColumn("run_id", functions.lit(runId))
            .withColumn("summarized_at", functions.lit(Timestamp.from(clock.instant())));
    // Each by its name: with schema.autoMerge, "all" would make a column of the table of "change".
    Map<String, String> values =
        Stream.of(warehouse.columns(Table.STUDY_SUMMARY).fieldNames())
            .collect(Collectors.toMap(Function.identity(), column -> "s." + column));
    // Else each task of the merge writes a file, of a few rows.
    new SessionSettings(spark, Map.of("spark.databricks.delta.optimizeWrite.enabled", "true"))
        .applyWhile(
            () -> {
              merge(spark, statistics, values);
              return null;
            });
  }

  private void merge(SparkSession spark, Dataset<Row> statistics, Map<String, String> values) {
    DeltaTable.forPath(spark, warehouse.location(Table.STUDY_SUMMARY))
        .as("t")
        .merge(statistics.as("s"), KEY)
        .whenMatched("s.change = 'removed'")
        .delete()
        .whenMatched()
        .updateExpr(values)
        .whenNotMatched("s.change = 'changed'")
        .insertExpr(values)
        .execute();
  }

  private static Result result(Dataset<Row> changes) {
    Map<String, Long> counts = new HashMap<>();
    for (Row row : changes.groupBy("change").count().collectAsList()) {
      counts.put(row.getString(0), row.getLong(1));
    }
    return new Result(
        counts.getOrDefault("changed", 0L),
        counts.getOrDefault("unchanged", 0L),
        counts.getOrDefault("removed", 0L));
  }
}
