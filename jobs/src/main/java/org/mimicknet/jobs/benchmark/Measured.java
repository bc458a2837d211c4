/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import java.util.Collections;
import java.util.List;
import org.mimicknet.Internal;

/**
 * One line of the table.
 *
 * @param name what was measured, for example {@code engine vector, 2 tasks, 1808x208}
 * @param unit of the values, for example {@code frames/s}
 * @param rounds one value per round, in the order of the rounds
 */
@Internal
public record Measured(String name, String unit, List<Double> rounds) {
  public Measured {
    rounds = List.copyOf(rounds);
  }

  /** The middle value, or the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = rounds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  public double min() {
    return Collections.min(rounds);
  }

  public double max() {
    return Collections.max(rounds);
  }
}
