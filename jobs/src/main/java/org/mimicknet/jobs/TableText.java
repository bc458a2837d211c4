/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Console;

/** Rows as Spark draws them. Its only public method that does so prints them. */
final class TableText {
  private TableText() {}

  /**
   * A table with a frame, which ends with a line break.
   *
   * @param mostRows rows that are shown; a line below tells that there are more
   * @param mostCharacters of a value; 0 for all
   */
  static String of(Dataset<Row> rows, int mostRows, int mostCharacters) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    Console.withOut(
        stream,
        () -> {
          rows.show(mostRows, mostCharacters);
          return null;
        });
    stream.flush();
    String shown = bytes.toString(StandardCharsets.UTF_8);
    return shown.substring(0, shown.length() - System.lineSeparator().length());
  }
}
