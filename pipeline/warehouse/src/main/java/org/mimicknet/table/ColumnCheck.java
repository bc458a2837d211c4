/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows on their way into a table have its columns and no others, of its types. */
final class ColumnCheck {
  private ColumnCheck() {}

  /**
   * The rows with the columns in the order of the table.
   *
   * @throws IllegalArgumentException if the columns are not those of the table
   */
  static Dataset<Row> ordered(Table table, StructType expected, Dataset<Row> rows) {
    List<String> problems = new ArrayList<>();
    List<String> given = Arrays.asList(rows.columns());
    for (StructField field : expected.fields()) {
      if (!given.contains(field.name())) {
        problems.add("no column " + field.name());
      } else {
        String type = rows.schema().apply(field.name()).dataType().catalogString();
        if (!type.equals(field.dataType().catalogString())) {
          problems.add(
              field.name() + " is " + type + " and not " + field.dataType().catalogString());
        }
      }
    }
    given.stream()
        .filter(name -> !Arrays.asList(expected.fieldNames()).contains(name))
        .forEach(name -> problems.add("unknown column " + name));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot append to " + table.sqlName() + ": " + String.join("; ", problems));
    }
    return rows.select(
        Arrays.stream(expected.fieldNames()).map(functions::col).toArray(Column[]::new));
  }
}
