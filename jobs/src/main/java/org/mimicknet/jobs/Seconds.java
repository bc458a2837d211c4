/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

/** A span of time [s], positive. */
final class Seconds extends Parsed<Double> {
  private static final double A_DAY = 86_400;

  @Override
  Double parse(String text) {
    double seconds = number(text);
    if (!(seconds > 0 && seconds <= A_DAY)) {
      throw new IllegalArgumentException(
          "'%s' is not a positive number of seconds up to a day".formatted(text));
    }
    return seconds;
  }
}
