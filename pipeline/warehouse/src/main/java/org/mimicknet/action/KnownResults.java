/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** The rows that {@code enhanced} held of a model when it was last looked at. */
final class KnownResults implements AutoCloseable {
  private final LastLook look;

  KnownResults(Warehouse warehouse, ModelBundle model) {
    this.look =
        new LastLook(
            () ->
                warehouse
                    .read(Table.ENHANCED)
                    .where(
                        col("model_id")
                            .equalTo(model.modelId())
                            .and(col("preprocessing_id").equalTo(model.preprocessingId())))
                    .select("frame_id", "run_id", "status", "enhanced_at"));
  }

  /** {@code frame_id, run_id, status, enhanced_at} of each. */
  Dataset<Row> rows() {
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
