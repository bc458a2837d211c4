/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.apache.spark.SparkConf;

/** A number of bytes as Spark writes it: {@code 512m}, {@code 16g}; a bare number is bytes. */
final class ByteSize extends Parsed<Long> {
  private static final String KEY = "spark.size";

  @Override
  Long parse(String text) {
    long bytes;
    try {
      bytes = new SparkConf(false).set(KEY, text).getSizeAsBytes(KEY);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not a size: write for example 512m or 16g".formatted(text), e);
    }
    if (bytes <= 0) {
      throw new IllegalArgumentException("'%s' is not a positive size".formatted(text));
    }
    return bytes;
  }
}
