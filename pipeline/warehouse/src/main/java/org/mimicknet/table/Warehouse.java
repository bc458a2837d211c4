/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.UserException;
import org.mimicknet.metrics.Metric;

/**
 * A folder (local, gs://, hdfs://) of Delta tables, addressed by path: no metastore. A reader sees
 * whole commits only.
 */
public final class Warehouse {
  private final SparkSession spark;
  private final Path root;
  private final SessionSettings writeSettings;
  private final Map<Table, TableDefinition> definitions = new ConcurrentHashMap<>();
  private final Set<Table> absent = EnumSet.noneOf(Table.class);

  private Warehouse(SparkSession spark, Path root) {
    this.spark = spark;
    this.root = root;
    this.writeSettings = WriteSettings.of(spark);
  }

  /**
   * The warehouse at a path; tables that are not there are made, empty, and those of an older
   * version of this program get the columns that they lack.
   *
   * @throws IllegalArgumentException if the session is not set up for Delta
   */
  public static Warehouse create(SparkSession spark, String path) {
    Warehouse warehouse = new Warehouse(spark, Locations.qualified(spark, path));
    for (Table table : Table.values()) {
      if (!table.isOnDemand()) {
        warehouse.make(table);
      }
    }
    return warehouse;
  }

  /**
   * The warehouse at a path as {@link #create} would leave it, for a preview: a table that is not
   * there reads as an empty one, and nothing is made.
   */
  public static Warehouse planned(SparkSession spark, String path) {
    Warehouse warehouse = new Warehouse(spark, Locations.qualified(spark, path));
    for (Table table : Table.values()) {
      if (!warehouse.log(table).exists()) {
        warehouse.absent.add(table);
      }
    }
    return warehouse;
  }

  /**
   * The warehouse at a path, for readers.
   *
   * @throws UserException if there is none, or the session is not set up for Delta
   */
  public static Warehouse open(SparkSession spark, String path) {
    Warehouse warehouse = new Warehouse(spark, Locations.qualified(spark, path));
    for (Table table : Table.values()) {
      if (!table.isOnDemand() && !warehouse.log(table).exists()) {
        throw new UserException(
            "Cannot open the warehouse "
                + path
                + ": there is no table "
                + table.sqlName()
                + " in it. Check the path, or make the warehouse with: ingest --warehouse "
                + path);
      }
    }
    return warehouse;
  }

  /**
   * Makes a table that is not there, and gives one of an older version of this program the columns
   * that it lacks. For tables that a warehouse has only once they are used.
   */
  public void make(Table table) {
    if (log(table).exists()) {
      upgrade(table);
    } else {
      spark.sql(definition(table).sql());
    }
  }

  public SparkSession spark() {
    return spark;
  }

  /** The folder, with its scheme. */
  public String path() {
    return root.toString();
  }

  /**
   * The rows of a table as they are at each use of the result. A column that a table of an older
   * version lacks is NULL.
   */
  public Dataset<Row> read(Table table) {
    return completed(table, stored(table));
  }

  /** A table as it is now, for several looks at it. */
  public TableVersion version(Table table) {
    return new TableVersion(() -> read(table), log(table).files(), rows -> completed(table, rows));
  }

  private Dataset<Row> completed(Table table, Dataset<Row> stored) {
    Dataset<Row> rows = stored;
    for (StructField field : definition(table).newColumns(rows.schema())) {
      rows = rows.withColumn(field.name(), functions.lit(null).cast(field.dataType()));
    }
    return rows;
  }

  /**
   * Adds the columns that a table of an older version of this program lacks; they are NULL. Columns
   * that need no value any more may be NULL, too.
   */
  public void upgrade(Table table) {
    StructType present = stored(table).schema();
    TableDefinition definition = definition(table);
    definition.additions(present).forEach(column -> alter(table, "ADD COLUMNS (" + column + ")"));
    definition
        .nowOptional(present)
        .forEach(column -> alter(table, "ALTER COLUMN " + column + " DROP NOT NULL"));
  }

  private void alter(Table table, String change) {
    spark.sql("ALTER TABLE " + identifier(table) + " " + change);
  }

  /** The columns of a table, with their comments. */
  public StructType schema(Table table) {
    return read(table).schema();
  }

  /** Whether a table is there: always, unless it is made on demand. */
  boolean has(Table table) {
    return !table.isOnDemand() || log(table).exists();
  }

  /** What {@link #read(Table)} reads, in SQL. */
  String query(Table table) {
    return "SELECT *"
        + definition(table).newColumns(stored(table).schema()).stream()
            .map(
                field -> ", CAST(NULL AS %s) AS %s".formatted(field.dataType().sql(), field.name()))
            .collect(Collectors.joining())
        + " FROM "
        + identifier(table);
  }

  /** A table as SQL names it without a metastore: {@code delta.`path`}. */
  public String identifier(Table table) {
    return "delta.`" + location(table) + "`";
  }

  /** Makes every table and view available to the session's SQL under its name. */
  public void registerViews() {
    new SqlNames(this).registerAll();
  }

  /**
   * Runs a statement in which tables and views go by their names. Those that it names are made
   * available to the session, and no others: making all costs more than most queries.
   */
  public Dataset<Row> sql(String statement) {
    new SqlNames(this).register(statement);
    return spark.sql(statement);
  }

  /** The rows of a view, of whose metrics only some: planning all 28 takes seconds. */
  public Dataset<Row> read(View view, List<Metric> metrics) {
    return sql(view.query(metrics));
  }

  /**
   * Takes a ticket to append for a purpose. Take it before reading what is pending: see {@link
   * AppendTicket}.
   */
  public AppendTicket ticket(Table table, String purpose) {
    return log(table).ticket(table, purpose, UUID.randomUUID().toString());
  }

  /**
   * Appends rows in one commit, all or none, unless another run has appended for the same purpose
   * since the ticket was taken.
   *
   * @param rows the columns of the table, in any order; a column may be NULL but not missing
   * @return whether the rows landed; an empty append lands as well and uses up its ticket
   * @throws IllegalArgumentException if the columns are not those of the table
   */
  public AppendResult append(AppendTicket ticket, Dataset<Row> rows) {
    upgrade(ticket.table());
    Dataset<Row> ordered = ordered(ticket.table(), rows);
    TableLog log = log(ticket.table());
    return writeSettings.during(() -> log.write(ticket, ordered));
  }

  /** The rows that the append of a ticket has added; none if it has not landed. */
  public Dataset<Row> appended(AppendTicket ticket) {
    return log(ticket.table()).appended(ticket).rows();
  }

  /**
   * Replaces rows in one commit: those that {@code old} names go and the given ones come, all or
   * none, unless another run has used a ticket of the same purpose since this one was taken. Files
   * that hold such rows are written anew; rows that {@code old} does not name stay as they are.
   *
   * @param old a condition on stored columns alone
   * @param rows as for {@link #append}
   * @return whether it was done
   */
  public AppendResult replace(AppendTicket ticket, Column old, Dataset<Row> rows) {
    upgrade(ticket.table());
    Dataset<Row> ordered = ordered(ticket.table(), rows);
    TableLog log = log(ticket.table());
    return writeSettings.during(() -> log.replace(ticket, old.expr().sql(), ordered));
  }

  /**
   * Appends rows in one commit, all or none, that no other run can append, too: those of a run
   * about itself.
   *
   * @param rows as for {@link #append(AppendTicket, Dataset)}
   */
  AppendResult append(Table table, Dataset<Row> rows) {
    Dataset<Row> ordered = ordered(table, rows);
    return writeSettings.during(() -> log(table).write(ordered));
  }

  private Dataset<Row> ordered(Table table, Dataset<Row> rows) {
    StructType expected = schema(table);
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

  private Dataset<Row> stored(Table table) {
    if (absent.contains(table)) {
      return spark.createDataFrame(List.of(), definition(table).columns());
    }
    return spark.read().format("delta").load(location(table));
  }

  private TableDefinition definition(Table table) {
    return definitions.computeIfAbsent(
        table, wanted -> TableDefinition.of(spark, wanted, location(wanted)));
  }

  private TableLog log(Table table) {
    return new TableLog(spark, location(table));
  }

  /** The folder of a table, with its scheme. */
  public String location(Table table) {
    return new Path(root, table.sqlName()).toString();
  }
}
