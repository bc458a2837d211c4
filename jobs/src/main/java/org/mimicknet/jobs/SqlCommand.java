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
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.mimicknet.RootCause;
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
      "  mimicknet sql --warehouse W            statements from the keyboard, each ended by ;",
      "  mimicknet sql --warehouse W < FILE     the same from a file, until one fails",
      "  mimicknet sql --warehouse W --fail-if-empty \"SELECT run_id FROM last_runs WHERE"
          + " configuration['tag'] = 'T' AND outcome = 'succeeded'\""
    })
final class SqlCommand extends SparkCommand {
  /** Whether standard input is a terminal, as the launcher knows. */
  private static final String KEYBOARD = "mimicknet.keyboard";

  @Mixin private WarehouseOption warehouse;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "50",
      converter = PositiveNumber.class,
      description = "Rows to print at most (default ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--fail-if-empty",
      description =
          "End with 3 if the query gives no row; of several statements the last one counts.")
  private boolean failIfEmpty;

  @Parameters(arity = "0..1", paramLabel = "QUERY", description = "One SQL statement.")
  private String query;

  /** Whether the last statement that ran gave no row; known only where it is asked for. */
  private boolean empty = true;

  @Override
  ExitCode run(SparkSession spark, PrintWriter out) {
    Warehouse opened = Warehouse.open(spark, warehouse.path());
    if (query != null) {
      show(opened::sql, query, out);
    } else {
      opened.registerViews();
      Reader input = new InputStreamReader(System.in, Charset.defaultCharset());
      if (isKeyboard()) {
        shell(input, spark::sql, out);
      } else {
        script(input, spark::sql, out);
      }
    }
    return outcome();
  }

  /** A query that never ran gave no row either. */
  ExitCode outcome() {
    return failIfEmpty && empty ? ExitCode.NO_ROW : ExitCode.DONE;
  }

  /** Without the launcher the JVM's console tells, which also needs a terminal for the output. */
  @SuppressWarnings("SystemConsoleNull") // on Java 17 it is null without a terminal
  private static boolean isKeyboard() {
    String told = System.getProperty(KEYBOARD);
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  /** Statements until the end of the input; one that fails says why and the next is awaited. */
  void shell(Reader input, Function<String, Dataset<Row>> sql, PrintWriter out) {
    eachStatement(
        input,
        statement -> {
          try {
            show(sql, statement, out);
          } catch (Exception e) { // Spark's own are checked, and nothing says that it throws them
            out.println(message(e));
            out.flush();
          }
        });
  }

  /** Statements until one fails, by which the program ends; the last needs no semicolon. */
  void script(Reader input, Function<String, Dataset<Row>> sql, PrintWriter out) {
    String rest = eachStatement(input, statement -> show(sql, statement, out));
    if (!rest.lines().map(String::strip).allMatch(line -> line.isEmpty() || isComment(line))) {
      show(sql, rest, out);
    }
  }

  private static boolean isComment(String line) {
    return line.startsWith("--");
  }

  /** Gives what stands behind the last semicolon. */
  private static String eachStatement(Reader input, Consumer<String> run) {
    BufferedReader in = new BufferedReader(input);
    StringBuilder statement = new StringBuilder();
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        statement.append(line).append('\n');
        String text = statement.toString().strip();
        if (text.endsWith(";")) {
          statement.setLength(0);
          run.accept(text.substring(0, text.length() - 1));
        }
      }
      return statement.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String message(Exception failure) {
    if (failure instanceof UserException) {
      return failure.getMessage();
    }
    return "The statement failed: " + RootCause.of(failure);
  }

  private void show(Function<String, Dataset<Row>> sql, String statement, PrintWriter out) {
    empty = true;
    try {
      Dataset<Row> result = sql.apply(statement);
      out.println(TableText.of(result, rows, 60));
      out.flush();
      empty = failIfEmpty && result.isEmpty();
    } catch (Exception e) {
      if (e instanceof AnalysisException || e instanceof ParseException) {
        throw new UserException("Cannot run the statement: " + e.getMessage(), e);
      }
      throw e;
    }
  }
}
