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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.UserException;
import org.mimicknet.table.SparkTest;
import picocli.CommandLine;

class SqlCommandTest extends SparkTest {
  @Test
  void aStatementThatFailsDoesNotEndTheShell() {
    SqlCommand command = new SqlCommand();
    new CommandLine(command).parseArgs("--warehouse", "unused");
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

  private static void script(String statements, StringWriter printed) {
    SqlCommand command = new SqlCommand();
    new CommandLine(command).parseArgs("--warehouse", "unused");
    command.script(new StringReader(statements), spark::sql, new PrintWriter(printed));
  }
}
