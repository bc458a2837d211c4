/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * The rows that {@code enhanced} held of a model when it was last looked at: one scan, kept on the
 * local disks, for all that an enhancement asks of them.
 */
final class KnownResults implements AutoCloseable {
  private final Warehouse warehouse;
  private final ModelBundle model;
  private JavaRDD<Row> scanned;
  private Dataset<Row> rows;

  KnownResults(Warehouse warehouse, ModelBundle model) {
    this.warehouse = warehouse;
    this.model = model;
  }

  /** Forgets what was seen: the next question is one for the table as it is then. */
  void forget() {
    close();
    rows = null;
  }

  /** {@code frame_id, run_id, status, enhanced_at} of each. */
  Dataset<Row> rows() {
    if (rows == null) {
      Dataset<Row> scan =
          warehouse
              .read(Table.ENHANCED)
              .where(
                  col("model_id")
                      .equalTo(model.modelId())
                      .and(col("preprocessing_id").equalTo(model.preprocessingId())))
              .select("frame_id", "run_id", "status", "enhanced_at");
      // An RDD, for Spark would make a cached query on the table anew after each commit.
      scanned = scan.javaRDD().persist(StorageLevel.DISK_ONLY());
      rows = warehouse.spark().createDataFrame(scanned, scan.schema());
    }
    return rows;
  }

  @Override
  public void close() {
    if (scanned != null) {
      scanned.unpersist();
      scanned = null;
    }
  }
}
