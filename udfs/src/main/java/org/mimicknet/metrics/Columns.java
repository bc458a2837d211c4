package org.mimicknet.metrics;

import java.util.Arrays;

/** One sum per image column. */
final class Columns {
  private Columns() {}

  /** Zeros, in the given array if it has that length already. */
  static double[] zeros(double[] columns, int length) {
    if (columns.length != length) {
      return new double[length];
    }
    Arrays.fill(columns, 0);
    return columns;
  }

  static double sum(double[] columns) {
    double sum = 0;
    for (double column : columns) {
      sum += column;
    }
    return sum;
  }
}
