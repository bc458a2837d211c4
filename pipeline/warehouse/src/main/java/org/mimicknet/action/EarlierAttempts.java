/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * What earlier attempts at the work of an {@link Enhance} have left in {@code enhanced}: a run that
 * is tried again finds their frames done, and must be judged by them, too. A run that succeeded was
 * no such attempt.
 *
 * @param frames rows of other runs
 * @param failed those of them that state a reason
 */
record EarlierAttempts(long frames, long failed) {
  /**
   * Those of other runs that have started since a time. A run that is not in the ledger starts with
   * its first row.
   *
   * @param results what {@code enhanced} holds of the model
   */
  static EarlierAttempts since(
      Instant time, Warehouse warehouse, KnownResults results, String runId) {
    List<Row> runs =
        results
            .rows()
            .where(
                col("enhanced_at")
                    .geq(lit(Timestamp.from(time)))
                    .and(col("run_id").notEqual(runId)))
            .groupBy("run_id")
            .agg(count(lit(1)), count(when(col("status").notEqual("ok"), 1)))
            .collectAsList();
    if (runs.isEmpty()) {
      return new EarlierAttempts(0, 0);
    }
    Set<String> others = succeededOrBefore(time, warehouse, runs);
    List<Row> attempts = runs.stream().filter(run -> !others.contains(run.getString(0))).toList();
    return new EarlierAttempts(
        attempts.stream().mapToLong(run -> run.getLong(1)).sum(),
        attempts.stream().mapToLong(run -> run.getLong(2)).sum());
  }

  private static Set<String> succeededOrBefore(Instant time, Warehouse warehouse, List<Row> runs) {
    Object[] ids = runs.stream().map(run -> run.getString(0)).toArray();
    return warehouse
        .read(Table.RUNS)
        .where(
            col("run_id")
                .isin(ids)
                .and(
                    col("outcome")
                        .equalTo("succeeded")
                        .or(col("started_at").lt(lit(Timestamp.from(time))))))
        .select("run_id")
        .collectAsList()
        .stream()
        .map(run -> run.getString(0))
        .collect(Collectors.toSet());
  }
}
