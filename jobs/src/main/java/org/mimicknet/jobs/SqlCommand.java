/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.function.Function;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.mimicknet.UserException;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Tables, views and functions of a warehouse in Spark SQL: one query, or statements from a shell.
 */
@Command(
    name = "sql",
    description = "Query a warehouse: its tables, views and functions.",
    footer = {
      "",
      "Examples:",
      "  mimicknet sql --warehouse W \"SELECT * FROM overall\"",
      "  mimicknet sql --warehouse W \"DESCRIBE FUNCTION EXTENDED mn_ssim\"",
      "  mimicknet sql --warehouse W            statements from the keyboard, each ended by ;"
    })
final class SqlCommand extends SparkCommand {
  @Mixin private WarehouseOption warehouse;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "50",
      converter = PositiveNumber.class,
      description = "Rows to print at most (default ${DEFAULT-VALUE}).")
  private int rows;

  @Parameters(arity = "0..1", paramLabel = "QUERY", description = "One SQL statement.")
  private String query;

  @Override
  ExitCode run(SparkSession spark, PrintWriter out) {
    Warehouse opened = Warehouse.open(spark, warehouse.path());
    if (query != null) {
      show(opened::sql, query, out);
    } else {
      opened.registerViews();
      shell(spark::sql, out);
    }
    return ExitCode.DONE;
  }

  private void shell(Function<String, Dataset<Row>> sql, PrintWriter out) {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    StringBuilder statement = new StringBuilder();
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        statement.append(line).append('\n');
        String text = statement.toString().strip();
        if (text.endsWith(";")) {
          statement.setLength(0);
          try {
            show(sql, text.substring(0, text.length() - 1), out);
          } catch (UserException e) {
            out.println(e.getMessage());
          }
          out.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void show(Function<String, Dataset<Row>> sql, String statement, PrintWriter out) {
    try {
      Dataset<Row> result = sql.apply(statement);
      out.println(TableText.of(result, rows, 60));
    } catch (Exception e) {
      if (e instanceof AnalysisException || e instanceof ParseException) {
        throw new UserException("Cannot run the statement: " + e.getMessage(), e);
      }
      throw e;
    }
  }
}
