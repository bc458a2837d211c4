/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static java.util.stream.Collectors.joining;

import java.util.Collection;

/** Pieces of SQL conditions. */
final class SqlText {
  private SqlText() {}

  /** Whether a column holds one of the texts. */
  static String in(String column, Collection<String> texts) {
    return column + texts.stream().map(SqlText::quoted).collect(joining(", ", " IN (", ")"));
  }

  /** A text as a literal, whatever it holds: a dollar may begin a variable of the session. */
  static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("$", "\\u0024");
    return "'" + escaped + "'";
  }
}
