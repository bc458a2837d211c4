/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.Reason;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** What {@code frames} held of each source when it was last looked at. */
final class KnownSources extends LastLook {
  private final Warehouse warehouse;
  private final String runId;

  KnownSources(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
  }

  /**
   * One row for each {@code source_id}: {@code is_unreadable}, whether there is a row of an earlier
   * run that it could not be read; {@code is_settled}, whether there is any other; {@code ok} and
   * {@code failed}, its frames as {@link HeldFrames} counts them; {@code unreadable}, its rows that
   * it could not be read, of whichever run.
   */
  @Override
  Dataset<Row> query() {
    Column anyUnreadable = col("status").equalTo(Reason.UNREADABLE.code());
    Column isUnreadable = anyUnreadable.and(col("run_id").notEqual(runId));
    return warehouse
        .read(Table.FRAMES)
        .groupBy("source_id")
        .agg(
            max(isUnreadable).as("is_unreadable"),
            max(isUnreadable.equalTo(false)).as("is_settled"),
            count(when(HeldFrames.isOk(), 1)).as("ok"),
            count(when(HeldFrames.isFailed(), 1)).as("failed"),
            count(when(anyUnreadable, 1)).as("unreadable"));
  }

  /** Whether a run after this one has sources to look at again. */
  boolean haveUnreadable() {
    return !rows().where("unreadable > 0").isEmpty();
  }
}
