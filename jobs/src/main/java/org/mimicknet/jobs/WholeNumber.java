/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

/** A whole number of at least zero. */
class WholeNumber extends Parsed<Integer> {
  @Override
  Integer parse(String text) {
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is not a whole number up to %s".formatted(text, Integer.MAX_VALUE), e);
    }
    if (number < 0) {
      throw new IllegalArgumentException("'%s' is negative".formatted(text));
    }
    return number;
  }
}
