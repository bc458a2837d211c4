/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
}
