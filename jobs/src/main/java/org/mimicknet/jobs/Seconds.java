/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

/** A span of time [s], positive. */
final class Seconds extends Parsed<Double> {
  @Override
  Double parse(String text) {
    double seconds = number(text);
    if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("'%s' is not a positive number".formatted(text));
    }
    return seconds;
  }
}
