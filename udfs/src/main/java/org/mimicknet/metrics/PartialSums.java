/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import java.util.Arrays;

/**
 * Sums of several quantities, each kept in parts that one vector instruction can add to: {@code
 * double[quantity][part]}.
 */
final class PartialSums {
  private PartialSums() {}

  /** Zeros for at least {@code quantities}, in the given arrays if they are large enough. */
  static double[][] zeros(double[][] sums, int quantities, int parts) {
    if (sums.length < quantities || sums[0].length != parts) {
      return new double[quantities][parts];
    }
    for (double[] quantity : sums) {
      Arrays.fill(quantity, 0);
    }
    return sums;
  }

  static double total(double[] parts) {
    double total = 0;
    for (double part : parts) {
      total += part;
    }
    return total;
  }
}
