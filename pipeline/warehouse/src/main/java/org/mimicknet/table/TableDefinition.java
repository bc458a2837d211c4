/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What this version of the program wants a table to be, beside what an older one made it.
 *
 * @param statement the SQL that makes it, with <code>${path}</code> for its folder and <code>
 *     ${protocol}</code> for the properties that keep its protocol
 * @param columns what the statement names
 */
record TableDefinition(String statement, StructType columns) {
  /**
   * What keeps a table at Delta's oldest protocol whatever the defaults of the session: every Spark
   * that we run on goes on with it, and programs without Spark read it.
   */
  private static final String PROTOCOL =
      String.join(
          ",\n  ",
          "'delta.enableDeletionVectors' = 'false'",
          "'delta.enableChangeDataFeed' = 'false'",
          "'delta.columnMapping.mode' = 'none'",
          "'delta.checkpointPolicy' = 'classic'",
          "'delta.enableTypeWidening' = 'false'",
          "'delta.enableRowTracking' = 'false'",
          "'delta.enableInCommitTimestamps' = 'false'");

  private static final String START_OF_COLUMNS = "` (\n";
  private static final String END_OF_COLUMNS = "\n)\n";

  static TableDefinition of(Table table) {
    String statement = SqlTemplate.read(Warehouse.class, table.sqlName() + ".sql");
    int start = statement.indexOf(START_OF_COLUMNS);
    int end = statement.indexOf(END_OF_COLUMNS);
    if (start < 0 || end < start) {
      throw new IllegalStateException(
          "Cannot find the columns of " + table.sqlName() + ": they end with a line )");
    }
    String columns = statement.substring(start + START_OF_COLUMNS.length(), end);
    return new TableDefinition(statement, StructType.fromDDL(columns));
  }

  /** The statement that makes the table in a folder. */
  String sql(String location) {
    return statement
        .replace("${protocol}", PROTOCOL)
        .replace("${checkpoints}", String.valueOf(CommitSettings.RUNS_BETWEEN_CHECKPOINTS))
        .replace("${path}", quoted(location));
  }

  /** A location between backquotes. */
  static String quoted(String location) {
    return location.replace("`", "``");
  }

  /** The columns that a table with the columns {@code present} lacks. */
  List<StructField> newColumns(StructType present) {
    List<String> names = Arrays.asList(present.fieldNames());
    return Arrays.stream(columns.fields()).filter(field -> !names.contains(field.name())).toList();
  }

  /**
   * What {@code ALTER TABLE} has to do to a table with the columns {@code present}: add the columns
   * and fields of structs that it lacks, and let those be NULL that need no value any more.
   */
  List<String> changes(StructType present) {
    List<String> changes = new ArrayList<>();
    collectAdditions("", columns, present, changes);
    for (StructField field : columns.fields()) {
      boolean isPresent = Arrays.asList(present.fieldNames()).contains(field.name());
      if (isPresent && field.nullable() && !present.apply(field.name()).nullable()) {
        changes.add("ALTER COLUMN " + field.name() + " DROP NOT NULL");
      }
    }
    return changes;
  }

  private static void collectAdditions(
      String prefix, StructType wanted, StructType present, List<String> changes) {
    List<String> names = Arrays.asList(present.fieldNames());
    for (StructField field : wanted.fields()) {
      if (!names.contains(field.name())) {
        changes.add("ADD COLUMNS (" + prefix + definition(field) + ")");
      } else if (field.dataType() instanceof StructType inner
          && present.apply(field.name()).dataType() instanceof StructType innerPresent) {
        collectAdditions(prefix + field.name() + ".", inner, innerPresent, changes);
      }
    }
  }

  private static String definition(StructField field) {
    String comment =
        field.getComment().isEmpty()
            ? ""
            : " COMMENT '" + field.getComment().get().replace("'", "\\'") + "'";
    return field.name() + " " + field.dataType().sql() + comment;
  }
}
