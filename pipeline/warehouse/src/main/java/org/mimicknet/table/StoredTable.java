/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
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
  /** Each of them ends because another run has got further, and there are few steps. */
  private static final int ATTEMPTS = 20;

  private final SparkSession spark;
  private final Table table;
  private final String location;
  private final TableDefinition definition;
  private final boolean readsAsEmpty;

  /** What a look has found stays so: no run removes a table or a column, and each look costs. */
  private volatile boolean isThere;

  private volatile Optional<TableVersion> firstSeen = Optional.empty();

  private volatile StructType columns;

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

  /** The same in another session, with what is known of it. */
  StoredTable in(SparkSession other) {
    StoredTable same = new StoredTable(other, table, location, definition, readsAsEmpty);
    same.isThere = isThere;
    same.firstSeen = firstSeen;
    same.columns = columns;
    return same;
  }

  Table table() {
    return table;
  }

  /** Whether the folder itself has commits of a table: Delta's own look takes those above, too. */
  boolean exists() {
    if (!isThere) {
      firstSeen = newest();
      isThere = firstSeen.isPresent();
    }
    return isThere;
  }

  /** The newest version of the table; empty if there is none. */
  Optional<TableVersion> newest() {
    return LogListing.newest(HadoopSettings.of(spark), location);
  }

  /** The same; the table is made where somebody has removed it from its warehouse. */
  TableVersion newestMade() {
    return newest()
        .orElseGet(
            () -> {
              isThere = false;
              create();
              return newest().orElseThrow();
            });
  }

  /** The version that was the newest when the table was first seen; 0 if it was made since. */
  long firstSeen() {
    return firstSeen.map(TableVersion::number).orElse(0L);
  }

  /** What was written beside the commit of a version. */
  Optional<String> note(long version) {
    return CommitNote.of(HadoopSettings.of(spark), location, version);
  }

  /** Makes the table if it is not there, else gives it the columns that it lacks. */
  void make() {
    if (!exists()) {
      create();
    }
    columns();
  }

  /** Makes the table, unless another run has made it meanwhile. */
  void create() {
    besideOtherRuns(
        () -> {
          if (!exists()) {
            UnfinishedTable.clear(HadoopSettings.of(spark), location);
            CommitSettings.followed(spark).applyWhile(() -> spark.sql(definition.sql(location)));
          }
        });
    isThere = true;
  }

  /**
   * The columns for a writer: the table gets those that it lacks. They are looked for once, for
   * each look is a read of the log.
   */
  StructType columns() {
    if (columns == null) {
      besideOtherRuns(this::upgrade);
    }
    return columns;
  }

  private void upgrade() {
    if (columns != null) {
      return;
    }
    StructType present = stored().schema();
    List<String> changes = definition.changes(present);
    changes.forEach(change -> spark.sql("ALTER TABLE " + identifier() + " " + change));
    columns = changes.isEmpty() ? present : stored().schema();
  }

  /**
   * Does the work, which looks first at what is left to do. Where another run changes the table at
   * the same time, Delta refuses the second commit, or Spark a column that is there meanwhile: then
   * it looks again.
   */
  private static void besideOtherRuns(Runnable work) {
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
