/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import io.delta.tables.DeltaTable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One table where it lies. A version of this program that knew fewer columns may have made it:
 * readers see those that it lacks as NULL, and {@link #make} adds them.
 */
final class StoredTable {
  private final SparkSession spark;
  private final Table table;
  private final String location;
  private final TableDefinition definition;
  private final boolean readsAsEmpty;

  private StoredTable(
      SparkSession spark,
      Table table,
      String location,
      TableDefinition definition,
      boolean readsAsEmpty) {
    this.spark = spark;
    this.table = table;
    this.location = location;
    this.definition = definition;
    this.readsAsEmpty = readsAsEmpty;
  }

  /** A table in the folder of its warehouse. */
  static StoredTable in(SparkSession spark, Path warehouse, Table table) {
    String location = new Path(warehouse, table.sqlName()).toString();
    return new StoredTable(spark, table, location, TableDefinition.of(table), false);
  }

  /** The same, read as an empty table if it is not there now. */
  StoredTable planned() {
    return new StoredTable(spark, table, location, definition, !exists());
  }

  Table table() {
    return table;
  }

  boolean exists() {
    return DeltaTable.isDeltaTable(spark, location);
  }

  /** Makes the table if it is not there, else gives it the columns that it lacks. */
  void make() {
    if (exists()) {
      upgrade();
    } else {
      spark.sql(definition.sql(location));
    }
  }

  /** Gives the table the columns that it lacks. */
  void upgrade() {
    definition
        .changes(stored().schema())
        .forEach(change -> spark.sql("ALTER TABLE " + identifier() + " " + change));
  }

  /** The rows as they are at each use of the result. */
  Dataset<Row> rows() {
    Dataset<Row> rows = stored();
    for (StructField field : definition.newColumns(rows.schema())) {
      rows = rows.withColumn(field.name(), functions.lit(null).cast(field.dataType()));
    }
    return rows;
  }

  /** What {@link #rows} reads, in SQL. */
  String query() {
    return "SELECT *"
        + definition.newColumns(stored().schema()).stream()
            .map(
                field -> ", CAST(NULL AS %s) AS %s".formatted(field.dataType().sql(), field.name()))
            .collect(Collectors.joining())
        + " FROM "
        + identifier();
  }

  StructType schema() {
    return rows().schema();
  }

  /** The table as SQL names it without a metastore: {@code delta.`path`}. */
  String identifier() {
    return "delta.`" + TableDefinition.quoted(location) + "`";
  }

  String location() {
    return location;
  }

  private Dataset<Row> stored() {
    return readsAsEmpty
        ? spark.createDataFrame(List.of(), definition.columns())
        : spark.read().format("delta").load(location);
  }
}
