/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.mimicknet.DataException;
import org.mimicknet.UserException;
import org.mimicknet.signal.FrameException;
import scala.Function3;
import scala.Function4;

/** How Spark calls a {@link SqlFunction}: NULL in, NULL out, and the {@code try_} twin. */
record FunctionCall(SqlFunction function, OnError onError) implements Serializable {
  /** What a call does with data that do not fit; all else that fails ends the query. */
  enum OnError {
    FAIL("", ""),
    NULL("try_", " NULL where the data do not fit: a wrong size, a constant image, NaN.");

    private final String prefix;
    private final String note;

    OnError(String prefix, String note) {
      this.prefix = prefix;
      this.note = note;
    }
  }

  private interface Of3 extends Function3<Object, Object, Object, Object>, Serializable {}

  private interface Of4 extends Function4<Object, Object, Object, Object, Object>, Serializable {}

  String name() {
    return onError.prefix + function.name();
  }

  /** What DESCRIBE FUNCTION shows, with {@code _FUNC_} for the name. */
  String usage() {
    return "_FUNC_(%s) - %s%s"
        .formatted(function.arguments(), function.description(), onError.note);
  }

  /** What DESCRIBE FUNCTION EXTENDED shows in addition. */
  String examples() {
    return "\n    Examples:\n      > %s;\n  ".formatted(function.example());
  }

  /**
   * The Scala function of a number of arguments.
   *
   * @throws UserException if the SQL function does not take as many
   */
  Object taking(int arguments) {
    if (arguments < function.required() || arguments > function.accepted()) {
      throw new UserException(
          "Cannot call %s with %s arguments: it takes (%s)"
              .formatted(name(), arguments, function.arguments()));
    }
    return switch (arguments) {
      case 3 -> (Of3) (a, b, c) -> call(a, b, c);
      case 4 -> (Of4) (a, b, c, d) -> call(a, b, c, d);
      default ->
          throw new IllegalStateException(
              "Cannot call %s: functions have 3 or 4 arguments".formatted(name()));
    };
  }

  private Object call(Object... values) {
    if (Arrays.stream(values).anyMatch(Objects::isNull)) {
      return null;
    }
    try {
      return function.call(new Arguments(List.of(values)));
    } catch (DataException | FrameException e) {
      if (onError == OnError.NULL) {
        return null;
      }
      throw new UserException(
          "%s. %s gives NULL for such a row"
              .formatted(e.getMessage(), OnError.NULL.prefix + function.name()),
          e);
    }
  }
}
