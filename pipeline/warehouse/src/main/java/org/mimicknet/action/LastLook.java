/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of a query as they were at the last look: one scan, kept on the local disks, for all
 * that is asked of them until they are forgotten. Each scan of a table reads every file of it.
 */
abstract class LastLook implements AutoCloseable {
  private JavaRDD<Row> scanned;
  private Dataset<Row> rows;

  /** Of columns that any serializer of Spark writes: texts, numbers and times. */
  abstract Dataset<Row> query();

  final Dataset<Row> rows() {
    if (rows == null) {
      Dataset<Row> scan = query();
      // An RDD, for Spark would make a cached query on the table anew after each commit.
      scanned = scan.javaRDD().persist(StorageLevel.DISK_ONLY());
      rows = scan.sparkSession().createDataFrame(scanned, scan.schema());
    }
    return rows;
  }

  /** The next question is one for the table as it is then. */
  final void forget() {
    close();
    rows = null;
  }

  @Override
  public final void close() {
    if (scanned != null) {
      scanned.unpersist();
      scanned = null;
    }
  }
}
