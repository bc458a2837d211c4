/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number of at least one. */
final class PositiveNumber implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    try {
      int number = Integer.parseInt(value);
      if (number <= 0) {
        throw new TypeConversionException("'%s' is not positive".formatted(value));
      }
      return number;
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'%s' is not a whole number up to %d".formatted(value, Integer.MAX_VALUE));
    }
  }
}
