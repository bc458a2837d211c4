/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.UserException;
import org.mimicknet.metrics.Metric;

/** Tables and views of a warehouse by their names, in the SQL of a session. */
final class TemporaryViews {
  private static final Pattern LISTING =
      Pattern.compile("\\s*SHOW\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** The names that warehouses have registered in sessions of users. */
  private static final Map<SparkSession, Set<String>> REGISTERED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final SparkSession spark;
  private final Function<Table, StoredTable> tables;

  /** Makes the view of a table. */
  private final Consumer<StoredTable> making;

  private TemporaryViews(
      SparkSession spark, Function<Table, StoredTable> tables, Consumer<StoredTable> making) {
    this.spark = spark;
    this.tables = tables;
    this.making = making;
  }

  /**
   * Of one statement: a table is looked up once, for all views over it.
   *
   * @param rows what a table reads as
   */
  static TemporaryViews ofOneStatement(
      SparkSession spark,
      Function<Table, StoredTable> tables,
      Function<StoredTable, Dataset<Row>> rows) {
    return new TemporaryViews(
        spark,
        tables,
        stored -> rows.apply(stored).createOrReplaceTempView(stored.table().sqlName()));
  }

  /** Of a session that may last: a table is looked up at each use. */
  private static TemporaryViews lasting(SparkSession spark, Function<Table, StoredTable> tables) {
    return new TemporaryViews(
        spark, tables, stored -> create(spark, stored.table().sqlName(), stored.query()));
  }

  /**
   * Creates all in the session of a user.
   *
   * @throws UserException if one would replace a view of the user's own
   */
  static void register(SparkSession user, Function<Table, StoredTable> tables) {
    Set<String> ours = REGISTERED.computeIfAbsent(user, session -> ConcurrentHashMap.newKeySet());
    List<String> theirs =
        allNames().stream().filter(name -> !ours.contains(name) && isView(user, name)).toList();
    if (!theirs.isEmpty()) {
      throw new UserException(
          "Cannot register the views of the warehouse: the session has temporary views of its own"
              + " named %s. Drop them, or query the warehouse by Warehouse.sql"
                  .formatted(String.join(", ", theirs)));
    }
    lasting(user, tables).createAll();
    ours.addAll(allNames());
  }

  private static List<String> allNames() {
    return Stream.concat(
            Stream.of(Table.values()).map(Table::sqlName),
            Stream.of(View.values()).map(View::sqlName))
        .toList();
  }

  private static boolean isView(SparkSession user, String name) {
    try {
      return user.catalog().getTable(name).isTemporary();
    } catch (AnalysisException notThere) {
      return false;
    }
  }

  private void createAll() {
    create(EnumSet.allOf(Table.class), EnumSet.allOf(View.class));
  }

  /** Creates what a statement names, and what the views use that it names. */
  void createThoseIn(String statement) {
    if (LISTING.matcher(statement).matches()) {
      createAll();
      return;
    }
    StringBuilder text = new StringBuilder(statement);
    Set<View> views = EnumSet.noneOf(View.class);
    List<View> latestFirst = new ArrayList<>(List.of(View.values()));
    Collections.reverse(latestFirst);
    for (View view : latestFirst) {
      if (names(text, view.sqlName())) {
        views.add(view);
        text.append('\n').append(query(view));
      }
    }
    Set<Table> named = EnumSet.noneOf(Table.class);
    for (Table table : Table.values()) {
      if (names(text, table.sqlName())) {
        named.add(table);
      }
    }
    create(named, views);
  }

  private void create(Set<Table> named, Set<View> views) {
    named.stream().map(tables).filter(TemporaryViews::isThere).forEach(making);
    views.forEach(view -> create(spark, view.sqlName(), query(view)));
  }

  private static void create(SparkSession spark, String name, String query) {
    spark.sql("CREATE OR REPLACE TEMPORARY VIEW %s AS\n%s".formatted(name, query));
  }

  /** Always, unless a table is made on demand. */
  private static boolean isThere(StoredTable stored) {
    return !stored.table().isOnDemand() || stored.exists();
  }

  private static String query(View view) {
    return view.query(Metric.ALL);
  }

  /** Whether a name occurs as a word, be it in a comment: one view too many does no harm. */
  private static boolean names(CharSequence text, String name) {
    return Pattern.compile("\\b" + name + "\\b", Pattern.CASE_INSENSITIVE).matcher(text).find();
  }
}
