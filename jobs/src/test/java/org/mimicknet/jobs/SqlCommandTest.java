/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.UserException;
import org.mimicknet.table.SparkTest;
import picocli.CommandLine;

class SqlCommandTest extends SparkTest {
  @Test
  void aStatementThatFailsDoesNotEndTheShell() {
    SqlCommand command = command();
    StringWriter printed = new StringWriter();

    command.shell(
        new StringReader(
            """
            SELECT raise_error('the data are bad') FROM range(1);
            SELECT nothing FROM range(1);
            SELECT 6 * 7 AS answer;
            """),
        spark::sql,
        new PrintWriter(printed));

    assertThat(printed.toString())
        .contains("The statement failed: ", "the data are bad", "Cannot run the statement: ")
        .contains("|    42|");
  }

  @Test
  void aScriptEndsWithTheFirstStatementThatFails() {
    StringWriter printed = new StringWriter();

    assertThatThrownBy(
            () ->
                script(
                    """
                    SELECT 5 * 7 AS answer;
                    SELECT nothing FROM range(1);
                    SELECT 6 * 7 AS answer;
                    """,
                    printed))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run the statement: ");

    assertThat(printed.toString()).contains("|    35|").doesNotContain("42", "Cannot run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", ";\n\n-- the end\n"})
  void theLastStatementOfAScriptNeedsNoSemicolon(String end) {
    StringWriter printed = new StringWriter();

    script("SELECT 5 AS answer;\nSELECT 6 * 7 AS answer" + end, printed);

    assertThat(printed.toString()).containsOnlyOnce("|    42|");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1 WHERE false                          | NO_ROW",
        "SELECT 1                                      | DONE",
        "SELECT 1; SELECT 1 WHERE false                | NO_ROW",
        "SELECT 1 WHERE false; SELECT 1                | DONE",
        "SELECT 1 WHERE false; SET a.key.of.nobody=1;  | DONE",
        "''                                            | NO_ROW",
      })
  void ofTheLastStatementARowIsAskedFor(String statements, ExitCode code) {
    String lines = statements.replace("; ", ";\n");

    assertThat(script(lines, new StringWriter(), "--fail-if-empty").outcome()).isEqualTo(code);
  }

  @Test
  void noRowIsNoFailureWhereNobodyAsksForOne() {
    assertThat(script("SELECT 1 WHERE false", new StringWriter()).outcome())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void inAShellAStatementThatFailsGivesNoRow() {
    SqlCommand command = command("--fail-if-empty");

    command.shell(
        new StringReader("SELECT 1;\nSELECT nothing;\n"),
        spark::sql,
        new PrintWriter(new StringWriter()));

    assertThat(command.outcome()).isEqualTo(ExitCode.NO_ROW);
  }

  private static SqlCommand script(String statements, StringWriter printed, String... options) {
    SqlCommand command = command(options);
    command.script(new StringReader(statements), spark::sql, new PrintWriter(printed));
    return command;
  }

  private static SqlCommand command(String... options) {
    SqlCommand command = new SqlCommand();
    new CommandLine(command).parseArgs(with(options));
    return command;
  }

  private static String[] with(String... options) {
    return Stream.concat(Stream.of("--warehouse", "unused"), Stream.of(options))
        .toArray(String[]::new);
  }
}
