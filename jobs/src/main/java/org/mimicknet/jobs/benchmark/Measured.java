package org.mimicknet.jobs.benchmark;

import java.util.Arrays;

/**
 * One line of the table.
 *
 * @param name what was measured, for example {@code engine vector, 2 tasks, 1808x208}
 * @param unit of the values, for example {@code frames/s}
 * @param rounds one value per round, in the order of the rounds
 */
public record Measured(String name, String unit, double[] rounds) {
  /** The middle value, or the mean of the two in the middle. */
  public double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double min() {
    return sorted()[0];
  }

  public double max() {
    return sorted()[rounds.length - 1];
  }

  private double[] sorted() {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
