/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.mimicknet.metrics.Metric;

/** The names of tables and views of a warehouse in the SQL of its session. */
final class SqlNames {
  private static final Pattern LISTING =
      Pattern.compile("\\s*SHOW\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Warehouse warehouse;

  SqlNames(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  void registerAll() {
    register(EnumSet.allOf(Table.class), EnumSet.allOf(View.class));
  }

  /** Registers what a statement names, and what the views use that it names. */
  void register(String statement) {
    if (LISTING.matcher(statement).matches()) {
      registerAll();
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
    Set<Table> tables = EnumSet.noneOf(Table.class);
    for (Table table : Table.values()) {
      if (names(text, table.sqlName())) {
        tables.add(table);
      }
    }
    register(tables, views);
  }

  private void register(Set<Table> tables, Set<View> views) {
    tables.stream()
        .filter(warehouse::has)
        .forEach(table -> create(table.sqlName(), warehouse.query(table)));
    views.forEach(view -> create(view.sqlName(), query(view)));
  }

  private void create(String name, String query) {
    warehouse.spark().sql("CREATE OR REPLACE TEMPORARY VIEW %s AS\n%s".formatted(name, query));
  }

  private static String query(View view) {
    return view.query(Metric.ALL);
  }

  /** Whether a name occurs as a word, be it in a comment: one view too many does no harm. */
  private static boolean names(CharSequence text, String name) {
    return Pattern.compile("\\b" + name + "\\b", Pattern.CASE_INSENSITIVE).matcher(text).find();
  }
}
