/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.Reason;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * What a warehouse holds of the inputs of an action, whichever run brought it: so a second attempt,
 * which finds nothing new, is judged as the first.
 *
 * @param ok frames with pixels
 * @param failed members that should have given frames and did not; at least as many as have a row
 */
public record HeldFrames(long ok, long failed) {
  /** All frames that should be there. */
  public long frames() {
    return ok + failed;
  }

  /** Whether a row of {@code frames} has pixels. */
  static Column isOk() {
    return col("status").equalTo("ok");
  }

  /** Whether a row of {@code frames} stands for a frame that should be there. */
  static Column isFailed() {
    return col("status").isin("ok", "metadata", Reason.UNSUPPORTED_FORMAT.code()).equalTo(false);
  }

  static HeldFrames of(Warehouse warehouse, InputArchives archives) {
    return counted(
        warehouse.read(Table.FRAMES).select("source_id", "status"),
        archives,
        count(when(isOk(), 1)),
        count(when(isFailed(), 1)));
  }

  /** The same, of sources that were looked at. */
  static HeldFrames of(KnownSources known, InputArchives archives) {
    return counted(
        known.rows(), archives, coalesce(sum("ok"), lit(0L)), coalesce(sum("failed"), lit(0L)));
  }

  private static HeldFrames counted(
      Dataset<Row> rows, InputArchives archives, Column ok, Column failed) {
    Dataset<Row> inputs = archives.listing().where("is_input").select("source_id");
    Row counts = rows.join(inputs, new String[] {"source_id"}, "left_semi").agg(ok, failed).first();
    return new HeldFrames(counts.getLong(0), counts.getLong(1));
  }
}
