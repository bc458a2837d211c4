/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.UserException;
import org.mimicknet.metrics.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder (local, gs://, hdfs://) of Delta tables, addressed by path: no metastore. A reader sees
 * whole commits only.
 *
 * <p>It works in a session of its own, so that neither its views nor its settings are seen by the
 * session that it was given, by other warehouses or by other threads. That session has the settings
 * of the given one, also those that are changed later, and the functions of this program; temporary
 * views and functions of the user are not known there. The rows that it gives can be joined with
 * those of any session of the same context.
 */
public final class Warehouse {
  private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

  private final OwnSession session;
  private final Path root;
  private final SessionSettings writeSettings;
  private final SessionSettings commitOnce;
  private final SettledWorks settled;
  private final Map<Table, StoredTable> tables = new ConcurrentHashMap<>();

  private Warehouse(SparkSession spark, Path root, SettledWorks settled) {
    this.root = root;
    this.settled = settled;
    this.session = new OwnSession(spark);
    this.writeSettings = WriteSettings.of(session.get());
    this.commitOnce = CommitSettings.once(session.get());
  }

  private static Warehouse at(SparkSession spark, String path) {
    return new Warehouse(spark, Locations.qualified(spark, path), new SettledWorks());
  }

  /**
   * The warehouse at a path; tables that are not there are made, empty. Those of an older version
   * of this program get the columns that they lack when they are written.
   *
   * @throws IllegalArgumentException if the session is not set up for Delta
   */
  public static Warehouse create(SparkSession spark, String path) {
    Warehouse warehouse = at(spark, path);
    // Made last: where it is, the others are.
    if (!warehouse.has(Table.RUNS)) {
      Locations.requireNoFile(spark, path);
      Stream.of(Table.values()).filter(table -> !table.isOnDemand()).forEach(warehouse::create);
    }
    return warehouse;
  }

  private void create(Table table) {
    session.run(
        spark -> {
          stored(table).create();
          return table;
        });
  }

  /**
   * The warehouse at a path as {@link #create} would leave it, for a preview: a table that is not
   * there reads as an empty one, and nothing is made.
   */
  public static Warehouse planned(SparkSession spark, String path) {
    Warehouse warehouse = at(spark, path);
    if (!warehouse.has(Table.FRAMES)) {
      Locations.requireNoFile(spark, path);
    }
    for (Table table : Table.values()) {
      warehouse.tables.put(table, warehouse.stored(table).planned());
    }
    return warehouse;
  }

  /**
   * The warehouse at a path, for readers.
   *
   * @throws UserException if there is none, or the session is not set up for Delta
   */
  public static Warehouse open(SparkSession spark, String path) {
    Warehouse warehouse = at(spark, path);
    // Made last: where it is, the others are.
    if (!warehouse.has(Table.RUNS)) {
      Locations.requireNoFile(spark, path);
      throw new UserException(
          "Cannot open the warehouse "
              + path
              + ": there is no table "
              + warehouse.firstMissing().sqlName()
              + " in it. Check the path, or make the warehouse with: ingest --warehouse "
              + path);
    }
    return warehouse;
  }

  private Table firstMissing() {
    return Stream.of(Table.values())
        .filter(table -> !table.isOnDemand() && !has(table))
        .findFirst()
        .orElse(Table.RUNS);
  }

  /**
   * Makes a table that is not there, and gives one of an older version of this program the columns
   * that it lacks. For tables that a warehouse has only once they are used.
   */
  public void make(Table table) {
    session.run(
        spark -> {
          stored(table).make();
          return table;
        });
  }

  /** Whether a table is there. */
  public boolean has(Table table) {
    return stored(table).exists();
  }

  /** The session that the warehouse works in. */
  public SparkSession spark() {
    return session.get();
  }

  /**
   * The same warehouse in another session of its own, for work that makes views or settings which
   * concurrent work on this one must not meet.
   */
  public Warehouse inOwnSession() {
    Warehouse other = new Warehouse(session.given(), root, settled);
    tables.forEach((table, stored) -> other.tables.put(table, stored.in(other.spark())));
    return other;
  }

  /** The folder, with its scheme. */
  public String path() {
    return root.toString();
  }

  /** The folder of a table, with its scheme. */
  public String location(Table table) {
    return stored(table).location();
  }

  /** A table as SQL names it without a metastore: {@code delta.`path`}. */
  public String identifier(Table table) {
    return stored(table).identifier();
  }

  /** The columns of a table, with their comments. */
  public StructType schema(Table table) {
    return session.run(spark -> stored(table).schema());
  }

  /**
   * The columns of a table for a writer, which gets those that it lacks. They are read once: those
   * that another run adds meanwhile are not among them.
   */
  public StructType columns(Table table) {
    return session.run(spark -> stored(table).columns());
  }

  /**
   * The rows of a table as they are at each use of the result. A column that a table of an older
   * version lacks is NULL.
   */
  public Dataset<Row> read(Table table) {
    return session.run(spark -> stored(table).rows());
  }

  /** The rows of a table as they were in one of its versions. */
  public Dataset<Row> read(Table table, long version) {
    return session.run(spark -> stored(table).rows(version));
  }

  /** The rows of a view, of whose metrics only some: planning all 28 takes seconds. */
  public Dataset<Row> read(View view, List<Metric> metrics) {
    return read(view, metrics, Map.of());
  }

  /** The same of rows that were read before: see {@link #sql(String, Map)}. */
  public Dataset<Row> read(View view, List<Metric> metrics, Map<Table, Dataset<Row>> instead) {
    return sql(view.query(metrics), instead);
  }

  /**
   * Runs a statement in which tables and views go by their names. Those that it names are made for
   * it, and no others: making all costs more than most queries.
   */
  public Dataset<Row> sql(String statement) {
    return sql(statement, Map.of());
  }

  /**
   * The same, where rows that were read before stand for some tables: each read of a table asks the
   * storage for each of its files.
   *
   * @param instead rows of this session, with at least those columns that the statement and the
   *     views in it name
   */
  public Dataset<Row> sql(String statement, Map<Table, Dataset<Row>> instead) {
    return session.run(
        spark -> {
          TemporaryViews.ofOneStatement(
                  spark,
                  this::stored,
                  stored -> {
                    Dataset<Row> rows = instead.get(stored.table());
                    return rows == null ? stored.rows() : rows;
                  })
              .createThoseIn(statement);
          return spark.sql(statement);
        });
  }

  /**
   * Makes every table and view available under its name to the SQL of the session that the
   * warehouse was given. Those of a warehouse that was registered there before are replaced.
   *
   * @throws UserException if the session has a temporary view of such a name that is no warehouse's
   */
  public void registerViews() {
    TemporaryViews.register(session.given(), this::stored);
  }

  /**
   * Takes a ticket to append for a purpose. Take it before reading what is pending: see {@link
   * AppendTicket}.
   */
  public AppendTicket ticket(Table table, String purpose) {
    return session.run(spark -> appends(table).ticket(purpose));
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
    return session.run(spark -> appends(ticket.table()).append(ticket, rows));
  }

  /**
   * Replaces rows in one commit: those that {@code old} names go and the given ones come, all or
   * none, unless another run has used a ticket of the same purpose since this one was taken. Files
   * that hold such rows are written anew; rows that {@code old} does not name stay as they are.
   *
   * @param old a condition on stored columns alone, in SQL
   * @param rows as for {@link #append}
   * @return whether it was done
   */
  public AppendResult replace(AppendTicket ticket, String old, Dataset<Row> rows) {
    return session.run(spark -> appends(ticket.table()).replace(ticket, old, rows));
  }

  /** The version of the table that an append with the ticket, which has landed, has made. */
  public long version(AppendTicket ticket) {
    return session.run(spark -> appends(ticket.table()).version(ticket));
  }

  /** The newest version of a table, which is made where somebody has removed it: one listing. */
  public TableVersion version(Table table) {
    return session.run(spark -> stored(table).newestMade());
  }

  /**
   * What an earlier run has told of a work that nothing is left of; empty where none has, or a
   * table that it was about has changed since.
   *
   * @param work names it, with its inputs
   */
  public Optional<Map<String, Long>> settled(String work) {
    return settledWorks()
        .find(work)
        .filter(found -> found.at().entrySet().stream().allMatch(this::isNewest))
        .map(SettledWorks.Settled::counts);
  }

  private boolean isNewest(Map.Entry<String, String> version) {
    return Stream.of(Table.values())
        .filter(table -> table.sqlName().equals(version.getKey()))
        .flatMap(table -> stored(table).newest().stream())
        .anyMatch(newest -> newest.text().equals(version.getValue()));
  }

  private SettledWorks settledWorks() {
    return settled.loaded(this::newestNote);
  }

  /** What cannot be read saves no work, and no more. */
  private Optional<String> newestNote() {
    StoredTable runs = stored(Table.RUNS);
    try {
      return runs.firstSeen() == 0 ? Optional.empty() : runs.note(runs.firstSeen());
    } catch (UncheckedIOException e) {
      LOG.debug("Every table will be looked at: {}", e.toString());
      return Optional.empty();
    }
  }

  /**
   * Keeps, for the runs after this one, that nothing is left of a work as long as tables have these
   * versions, if this run succeeds.
   *
   * @param counts what it has to tell again
   */
  public void settle(String work, Map<Table, TableVersion> at, Map<String, Long> counts) {
    settled.add(work, at, counts);
  }

  /** A run has ended: what it has settled stays so if it has succeeded. */
  void endSettling(boolean succeeded) {
    settled.end(succeeded);
  }

  /**
   * Appends rows in one commit, all or none, that no other run can append, too: those of a run
   * about itself, with what is settled.
   *
   * @param name of the append: storage that has lost its answer may have the rows already
   * @param rows as for {@link #append(AppendTicket, Dataset)}
   */
  void append(Table table, String name, Dataset<Row> rows) {
    // The second commit of a run; a checkpoint beside it tells what a file .crc would.
    long version = stored(table).firstSeen() + 2;
    append(table, name, rows, version % CommitSettings.RUNS_BETWEEN_CHECKPOINTS == 0);
  }

  /** The same, before another commit of this run to the table. */
  void appendFirst(Table table, String name, Dataset<Row> rows) {
    append(table, name, rows, true);
  }

  private void append(Table table, String name, Dataset<Row> rows, boolean isFollowed) {
    SessionSettings settings =
        isFollowed ? CommitSettings.followed(spark()) : new SessionSettings(spark(), Map.of());
    settings.applyWhile(
        () ->
            session.run(
                spark -> {
                  appends(table).append(name, settledWorks().note(name), rows);
                  return table;
                }));
  }

  private TableAppends appends(Table table) {
    return new TableAppends(spark(), stored(table), writeSettings, commitOnce);
  }

  private StoredTable stored(Table table) {
    SparkSession spark = spark();
    return tables.computeIfAbsent(table, wanted -> StoredTable.in(spark, root, wanted));
  }
}
