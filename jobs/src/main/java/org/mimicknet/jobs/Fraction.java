/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

/** A share of a whole: 0 to 1. */
final class Fraction extends Parsed<Double> {
  @Override
  Double parse(String text) {
    double share = number(text);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("'%s' is not a number from 0 to 1".formatted(text));
    }
    return share;
  }
}
