/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

/** A whole number of at least one. */
final class PositiveNumber extends WholeNumber {
  @Override
  Integer parse(String text) {
    int number = super.parse(text);
    if (number == 0) {
      throw new IllegalArgumentException("'%s' is not positive".formatted(text));
    }
    return number;
  }
}
