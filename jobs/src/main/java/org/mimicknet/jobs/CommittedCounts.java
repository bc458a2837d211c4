/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.Reason;
import org.mimicknet.table.RunLedger;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run has committed, by the names of {@link Results}, as the tables tell it: for a run that
 * failed, whose actions give no result.
 */
final class CommittedCounts {
  private static final Logger LOG = LoggerFactory.getLogger(CommittedCounts.class);

  /** By so much the clock may have been set back since the start. */
  private static final Duration CLOCK_SET_BACK = Duration.ofDays(7);

  private static final Column STATUS = col("status");

  /**
   * What is counted in a table.
   *
   * @param time the column by which files that are older than the run are left alone
   */
  private record Part(Table table, String time, List<Column> counts) {}

  private static final Part INGESTED =
      new Part(
          Table.FRAMES,
          "ingested_at",
          List.of(
              countDistinct("source_id").as("sources"),
              rows(STATUS.equalTo("ok")).as("frames_ok"),
              rowsBut("ok", "metadata", Reason.UNSUPPORTED_FORMAT.code()).as("frames_failed"),
              rowsBut("ok", "metadata").as("members_rejected")));
  private static final Part IMPORTED =
      new Part(
          Table.FRAMES,
          "ingested_at",
          List.of(
              rows(STATUS.equalTo("metrics_only")).as("frames_ok"),
              rowsBut("metrics_only").as("rows_unreadable")));
  private static final List<Part> FURTHER =
      List.of(
          new Part(
              Table.ENHANCED,
              "enhanced_at",
              List.of(
                  rows(STATUS.equalTo("ok")).as("enhanced"),
                  rowsBut("ok", "metrics_only").as("not_enhanced"),
                  rows(STATUS.equalTo("metrics_only")).as("results"))),
          new Part(Table.STUDY_SUMMARY, "summarized_at", List.of(rows(lit(true)).as("studies"))),
          new Part(
              Table.TRAINING_RUNS, "finished_at", List.of(rows(col("epoch").gt(0)).as("epochs"))),
          new Part(
              Table.EXPERIMENTS,
              "finished_at",
              List.of(
                  rows(lit(true)).as("trials"),
                  rows(col("outcome").equalTo("failed")).as("failed"))));

  private CommittedCounts() {}

  /** The counts that are not 0. Those of a table that cannot be read are left out. */
  static Map<String, Long> of(Warehouse warehouse, RunLedger run) {
    Map<String, Long> counts = new TreeMap<>();
    add(counts, warehouse, run, run.command().equals("import-metrics") ? IMPORTED : INGESTED);
    FURTHER.forEach(part -> add(counts, warehouse, run, part));
    return counts;
  }

  private static void add(Map<String, Long> counts, Warehouse warehouse, RunLedger run, Part part) {
    try {
      if (!warehouse.has(part.table())) {
        return;
      }
      List<Column> columns = part.counts();
      Instant since = run.startedAt().minus(CLOCK_SET_BACK);
      Row row =
          warehouse
              .read(part.table())
              .where(col(part.time()).geq(lit(Timestamp.from(since))))
              .where(col("run_id").equalTo(run.runId()))
              .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
              .first();
      for (String name : row.schema().fieldNames()) {
        if (row.<Long>getAs(name) > 0) {
          counts.put(name, row.getAs(name));
        }
      }
    } catch (Exception e) {
      LOG.warn("Cannot count what the run has committed to {}", part.table().sqlName(), e);
    }
  }

  private static Column rows(Column condition) {
    return count(when(condition, 1));
  }

  private static Column rowsBut(Object... statuses) {
    return count(when(STATUS.isin(statuses), null).otherwise(1));
  }
}
