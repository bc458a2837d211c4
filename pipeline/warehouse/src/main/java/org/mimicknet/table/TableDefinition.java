/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What this version of the program wants a table to be, beside what an older one made it.
 *
 * @param sql the statement that makes it
 * @param columns what the statement names
 */
record TableDefinition(String sql, StructType columns) {
  static TableDefinition of(SparkSession spark, Table table, String location) {
    String sql =
        SqlTemplate.read(Warehouse.class, table.sqlName() + ".sql").replace("${path}", location);
    try {
      CreateTable plan = (CreateTable) spark.sessionState().sqlParser().parsePlan(sql);
      return new TableDefinition(sql, plan.tableSchema());
    } catch (ParseException e) {
      throw new IllegalStateException("Cannot parse the definition of " + table.sqlName(), e);
    }
  }

  /** The columns that a table with the columns {@code present} lacks. */
  List<StructField> newColumns(StructType present) {
    List<String> names = Arrays.asList(present.fieldNames());
    return Arrays.stream(columns.fields()).filter(field -> !names.contains(field.name())).toList();
  }

  /** The same and the fields that its structs lack, each as {@code ADD COLUMNS} takes it. */
  List<String> additions(StructType present) {
    List<String> additions = new ArrayList<>();
    collect("", columns, present, additions);
    return additions;
  }

  /**
   * The columns that must have a value in a table with the columns {@code present}, and need not.
   */
  List<String> nowOptional(StructType present) {
    return Arrays.stream(columns.fields())
        .filter(StructField::nullable)
        .map(StructField::name)
        .filter(name -> Arrays.asList(present.fieldNames()).contains(name))
        .filter(name -> !present.apply(name).nullable())
        .toList();
  }

  private static void collect(
      String prefix, StructType wanted, StructType present, List<String> additions) {
    List<String> names = Arrays.asList(present.fieldNames());
    for (StructField field : wanted.fields()) {
      if (!names.contains(field.name())) {
        additions.add(
            prefix
                + field.name()
                + " "
                + field.dataType().sql()
                + (field.getComment().isEmpty()
                    ? ""
                    : " COMMENT '" + field.getComment().get().replace("'", "\\'") + "'"));
      } else if (field.dataType() instanceof StructType inner
          && present.apply(field.name()).dataType() instanceof StructType innerPresent) {
        collect(prefix + field.name() + ".", inner, innerPresent, additions);
      }
    }
  }
}
