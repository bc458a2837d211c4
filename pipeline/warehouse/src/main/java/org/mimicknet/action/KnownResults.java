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
final class KnownResults extends LastLook {
  private final Warehouse warehouse;
  private final ModelBundle model;

  KnownResults(Warehouse warehouse, ModelBundle model) {
    this.warehouse = warehouse;
    this.model = model;
  }

  /** {@code frame_id, run_id, status, enhanced_at} of each. */
  @Override
  Dataset<Row> query() {
    return warehouse
        .read(Table.ENHANCED)
        .where(
            col("model_id")
                .equalTo(model.modelId())
                .and(col("preprocessing_id").equalTo(model.preprocessingId())))
        .select("frame_id", "run_id", "status", "enhanced_at");
  }
}
