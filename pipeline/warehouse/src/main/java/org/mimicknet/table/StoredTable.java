/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import io.delta.exceptions.DeltaConcurrentModificationException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.config.HadoopSettings;

/**
 * One table where it lies. A version of this program that knew fewer columns may have made it:
 * readers see those that it lacks as NULL, and {@link #make} adds them.
 */
final class StoredTable {
  private static final Pattern COMMIT = Pattern.compile("\\d{20}\\..*");

  /** Each of them ends because another run has got further, and there are few steps. */
  private static final int ATTEMPTS = 20;

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

  boolean readsAsEmpty() {
    return readsAsEmpty;
  }

  Table table() {
    return table;
  }

  /** Whether the folder itself has commits of a table: Delta's own look takes those above, too. */
  boolean exists() {
    try {
      Path log = new Path(location, "_delta_log");
      RemoteIterator<FileStatus> files =
          log.getFileSystem(HadoopSettings.of(spark)).listStatusIterator(log);
      while (files.hasNext()) {
        if (COMMIT.matcher(files.next().getPath().getName()).matches()) {
          return true;
        }
      }
      return false;
    } catch (FileNotFoundException noFolder) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for a table in " + location, e);
    }
  }

  /** Makes the table if it is not there, else gives it the columns that it lacks. */
  void make() {
    besideOtherRuns(
        () -> {
          if (!exists()) {
            UnfinishedTable.clear(HadoopSettings.of(spark), location);
            spark.sql(definition.sql(location));
          }
          change();
        });
  }

  /** Gives the table the columns that it lacks. */
  void upgrade() {
    besideOtherRuns(this::change);
  }

  private void change() {
    definition
        .changes(stored().schema())
        .forEach(change -> spark.sql("ALTER TABLE " + identifier() + " " + change));
  }

  /**
   * Does the work, which looks first at what is left to do. Where another run changes the table at
   * the same time, Delta refuses the second commit, or Spark a column that is there meanwhile: then
   * it looks again.
   */
  static void besideOtherRuns(Runnable work) {
    for (int attempt = 1; ; attempt++) {
      try {
        work.run();
        return;
      } catch (Exception e) { // AnalysisException is checked, and nothing says that it is thrown
        boolean anotherRun =
            e instanceof DeltaConcurrentModificationException || e instanceof AnalysisException;
        if (!anotherRun || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** The rows as they are at each use of the result. */
  Dataset<Row> rows() {
    return completed(stored());
  }

  /** The rows as they were in a version of the table. */
  Dataset<Row> rows(long version) {
    return completed(spark.read().format("delta").option("versionAsOf", version).load(location));
  }

  private Dataset<Row> completed(Dataset<Row> stored) {
    Dataset<Row> rows = stored;
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
