/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.apache.spark.network.util.JavaUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as Spark writes it: {@code 512m}, {@code 16g}; a bare number is bytes. */
final class ByteSize implements ITypeConverter<Long> {
  @Override
  public Long convert(String value) {
    try {
      long bytes = JavaUtils.byteStringAsBytes(value);
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
