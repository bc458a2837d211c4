/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.List;
import org.apache.spark.sql.Row;
import org.mimicknet.DataException;
import org.mimicknet.UserException;
import org.mimicknet.image.Image;

/** The arguments of one call of a SQL function, by position; none is null. */
record Arguments(List<Object> values) {
  int count() {
    return values.size();
  }

  byte[] bytes(int index) {
    return (byte[]) of(index, byte[].class, "BINARY");
  }

  /**
   * @throws DataException if it is no 32-bit integer
   */
  int integer(int index) {
    double value = number(index);
    if (value != (int) value) {
      throw new DataException(
          "Cannot take argument %s: it must be a 32-bit integer and is %s"
              .formatted(index + 1, values.get(index)));
    }
    return (int) value;
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

  /** A value of another type is a mistake of the query: it is so in every row. */
  private Object of(int index, Class<?> type, String name) {
    Object value = values.get(index);
    if (!type.isInstance(value)) {
      throw new UserException("Cannot take argument %s: it must be %s".formatted(index + 1, name));
    }
    return value;
  }
}
