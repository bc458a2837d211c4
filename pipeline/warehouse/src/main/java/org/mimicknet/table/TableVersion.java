/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.apache.spark.sql.functions.col;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table as it is now, for several looks at it that cost no query over the log each, while the
 * table has few files.
 */
public final class TableVersion {
  private final Supplier<Dataset<Row>> all;
  private final Optional<FileList> files;
  private final UnaryOperator<Dataset<Row>> completed;

  TableVersion(
      Supplier<Dataset<Row>> all, Optional<FileList> files, UnaryOperator<Dataset<Row>> completed) {
    this.all = all;
    this.files = files;
    this.completed = completed;
  }

  /** All rows, as {@link Warehouse#read(Table)} gives them. */
  public Dataset<Row> rows() {
    return files.map(FileList::rows).map(completed).orElseGet(all);
  }

  /** The rows with one of the values in a column of timestamps; no other file is opened. */
  public Dataset<Row> rows(String column, List<Timestamp> values) {
    return files
        .map(list -> list.holding(column, values).rows())
        .map(completed)
        .orElseGet(all)
        .where(col(column).isin(values.toArray()));
  }

  /** Whether the table is known to hold no more than so many rows in so many bytes of files. */
  public boolean isWithin(long rows, long bytes) {
    return files.map(list -> list.isWithin(rows, bytes)).orElse(false);
  }
}
