/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The first rows of many by an order. Spark's own {@code orderBy(..).limit(n).collectAsList()} lets
 * every task send its first {@code n} to the driver, which is all of them where a task has no more;
 * here a task sorts them out, and the driver sees {@code n}.
 */
final class FirstRows {
  private FirstRows() {}

  /** At most {@code count} rows, those with the lowest values of a column. */
  static List<Row> of(Dataset<Row> rows, String column, int count) {
    return rows.orderBy(column).limit(count).coalesce(1).collectAsList();
  }
}
