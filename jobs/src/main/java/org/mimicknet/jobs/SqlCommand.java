/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
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
      shell(new InputStreamReader(System.in, Charset.defaultCharset()), spark::sql, out);
    }
    return ExitCode.DONE;
  }

  /** Statements until the end of the input; one that fails says why and the next is awaited. */
  void shell(Reader input, Function<String, Dataset<Row>> sql, PrintWriter out) {
    BufferedReader in = new BufferedReader(input);
    StringBuilder statement = new StringBuilder();
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        statement.append(line).append('\n');
        String text = statement.toString().strip();
        if (text.endsWith(";")) {
          statement.setLength(0);
          try {
            show(sql, text.substring(0, text.length() - 1), out);
          } catch (Exception e) { // Spark's own are checked, and nothing says that it throws them
            out.println(message(e));
          }
          out.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String message(Exception failure) {
    if (failure instanceof UserException) {
      return failure.getMessage();
    }
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "The statement failed: " + cause;
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
