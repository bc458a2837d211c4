/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.mimicknet.config.Tunables;
import org.mimicknet.table.SqlTemplate;
import org.mimicknet.table.Table;
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
 * <p>Cost: two passes over the headers of frames and the metrics, whatever has changed, and none
 * over pixels; statistics for the changed studies only.
 */
public final class Summarize {
  private static final Logger LOG = LoggerFactory.getLogger(Summarize.class);
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
  public record Result(long recomputed, long unchanged, long removed) {}

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
        warehouse.spark(), runId, "Look for studies that changed", () -> result(changes()));
  }

  /**
   * Does it. A second run on the same tables computes and commits nothing. Where another run
   * commits first, this one looks again for what is left to do.
   */
  public Result execute() {
    SparkSession spark = warehouse.spark();
    int attempts = Tunables.of(spark).get(ActionTunables.SUMMARIZE_ATTEMPTS);
    for (int attempt = 1; ; attempt++) {
      try {
        return JobGroup.run(spark, runId, "Summarize the studies that changed", this::attempt);
      } catch (DeltaConcurrentModificationException e) {
        if (attempt == attempts) {
          throw e;
        }
        LOG.info("Another run has changed study_summary meanwhile: looking again");
      }
    }
  }

  private Result attempt() {
    SparkSession spark = warehouse.spark();
    Dataset<Row> changes = changes().persist(StorageLevel.MEMORY_AND_DISK());
    changes.createOrReplaceTempView(CHANGES);
    StudentT.relation(spark).createOrReplaceTempView(STUDENT_T);
    try {
      return refresh(changes);
    } finally {
      spark.catalog().dropTempView(CHANGES);
      spark.catalog().dropTempView(STUDENT_T);
      changes.unpersist();
    }
  }

  private Dataset<Row> changes() {
    return warehouse.sql(SqlTemplate.read(Summarize.class, "study_changes.sql"));
  }

  private Result refresh(Dataset<Row> changes) {
    Result result = result(changes);
    if (result.recomputed() + result.removed() > 0) {
      merge(warehouse.spark());
    }
    return result;
  }

  private void merge(SparkSession spark) {
    Dataset<Row> statistics =
        warehouse
            .sql(SqlTemplate.read(Summarize.class, "study_statistics.sql"))
            .withColumn("run_id", functions.lit(runId))
            .withColumn("summarized_at", functions.lit(Timestamp.from(clock.instant())));
    warehouse.make(Table.STUDY_SUMMARY);
    // Each by its name: with schema.autoMerge, "all" would make a column of the table of "change".
    Map<String, String> values =
        Stream.of(warehouse.schema(Table.STUDY_SUMMARY).fieldNames())
            .collect(Collectors.toMap(Function.identity(), column -> "s." + column));
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
