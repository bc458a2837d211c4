/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.apache.spark.SparkConf;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as Spark writes it: {@code 512m}, {@code 16g}; a bare number is bytes. */
final class ByteSize implements ITypeConverter<Long> {
  private static final String KEY = "spark.size";

  @Override
  public Long convert(String value) {
    try {
      long bytes = new SparkConf(false).set(KEY, value).getSizeAsBytes(KEY);
      if (bytes <= 0) {
        throw new TypeConversionException("'%s' is not a positive size".formatted(value));
      }
      return bytes;
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'%s' is not a size: write for example 512m or 16g".formatted(value));
    }
  }
}
