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
final class KnownSources implements AutoCloseable {
  private final LastLook look;

  KnownSources(Warehouse warehouse, String runId) {
    Column isUnreadable =
        col("status").equalTo(Reason.UNREADABLE.code()).and(col("run_id").notEqual(runId));
    this.look =
        new LastLook(
            () ->
                warehouse
                    .read(Table.FRAMES)
                    .groupBy("source_id")
                    .agg(
                        max(isUnreadable).as("is_unreadable"),
                        max(isUnreadable.equalTo(false)).as("is_settled"),
                        count(when(HeldFrames.isOk(), 1)).as("ok"),
                        count(when(HeldFrames.isFailed(), 1)).as("failed")));
  }

  /**
   * One row for each {@code source_id}: {@code is_unreadable}, whether there is a row of an earlier
   * run that it could not be read; {@code is_settled}, whether there is any other; {@code ok} and
   * {@code failed}, its frames as {@link HeldFrames} counts them.
   */
  Dataset<Row> sources() {
    return look.rows();
  }

  /** See {@link LastLook#forget}. */
  void forget() {
    look.forget();
  }

  @Override
  public void close() {
    look.close();
  }
}
