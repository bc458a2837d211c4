/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A value of an option: what cannot be one is wrong usage, said with the name of the option before
 * anything starts.
 *
 * @param <T> the type of the value
 */
abstract class Parsed<T> implements ITypeConverter<T> {
  /**
   * @throws IllegalArgumentException if the text is no such value; the message says why
   */
  abstract T parse(String text);

  /** A decimal number; what is none is NaN, which lies in no range. */
  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  @Override
  public final T convert(String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
