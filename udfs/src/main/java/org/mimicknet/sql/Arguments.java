/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.List;
import org.apache.spark.sql.Row;
import org.mimicknet.image.Image;

/** The arguments of one call of a SQL function, by position; none is null. */
record Arguments(List<Object> values) {
  int count() {
    return values.size();
  }

  byte[] bytes(int index) {
    return (byte[]) of(index, byte[].class, "BINARY");
  }

  int integer(int index) {
    return ((Number) of(index, Number.class, "a number")).intValue();
  }

  double number(int index) {
    return ((Number) of(index, Number.class, "a number")).doubleValue();
  }

  String text(int index) {
    return (String) of(index, String.class, "STRING");
  }

  Row struct(int index) {
    return (Row) of(index, Row.class, "STRUCT");
  }

  /** The image in a pixel column, with its height and width from two other arguments. */
  Image image(int index, int heightIndex, int widthIndex) {
    return Image.fromBytes(bytes(index), integer(heightIndex), integer(widthIndex));
  }

  private Object of(int index, Class<?> type, String name) {
    Object value = values.get(index);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "Cannot take argument %d: it must be %s".formatted(index + 1, name));
    }
    return value;
  }
}
