/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;

/** How Spark calls a {@link SqlFunction}: NULL in, NULL out, and the {@code try_} twin. */
record FunctionCall(SqlFunction function, OnError onError) implements Serializable {
  /** What a call does with arguments that do not fit. */
  enum OnError {
    FAIL(""),
    NULL("try_");

    private final String prefix;

    OnError(String prefix) {
      this.prefix = prefix;
    }
  }

  String name() {
    return onError.prefix + function.name();
  }

  /** The function for a number of arguments, which the caller has checked. */
  UserDefinedFunction udf(int arguments) {
    return switch (arguments) {
      case 1 -> functions.udf((UDF1<Object, Object>) a -> call(a), function.type());
      case 2 -> functions.udf((UDF2<Object, Object, Object>) (a, b) -> call(a, b), function.type());
      case 3 ->
          functions.udf(
              (UDF3<Object, Object, Object, Object>) (a, b, c) -> call(a, b, c), function.type());
      case 4 ->
          functions.udf(
              (UDF4<Object, Object, Object, Object, Object>) (a, b, c, d) -> call(a, b, c, d),
              function.type());
      case 5 ->
          functions.udf(
              (UDF5<Object, Object, Object, Object, Object, Object>)
                  (a, b, c, d, e) -> call(a, b, c, d, e),
              function.type());
      default ->
          throw new IllegalArgumentException(
              "Cannot call %s: too many arguments".formatted(name()));
    };
  }

  private Object call(Object... values) {
    if (Arrays.stream(values).anyMatch(Objects::isNull)) {
      return null;
    }
    try {
      return function.call(new Arguments(List.of(values)));
    } catch (RuntimeException e) {
      if (onError == OnError.NULL) {
        return null;
      }
      throw e;
    }
  }
}
