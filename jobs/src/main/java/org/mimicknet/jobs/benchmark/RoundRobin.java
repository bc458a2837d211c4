/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mimicknet.Internal;

/**
 * Measures lines in turns, so that what disturbs the machine for a while disturbs all of them. The
 * first round warms up and does not count.
 */
@Internal
public final class RoundRobin {
  private static final double WARM_UP_SECONDS = 1;

  private RoundRobin() {}

  /**
   * All lines, in their order.
   *
   * @param seconds about how long a line is measured in each round
   */
  public static List<Measured> measure(List<Line> lines, int rounds, double seconds)
      throws Exception {
    List<List<Double>> values =
        Stream.<List<Double>>generate(ArrayList::new).limit(lines.size()).toList();
    for (int round = -1; round < rounds; round++) {
      double length = round < 0 ? Math.max(seconds, WARM_UP_SECONDS) : seconds;
      for (int i = 0; i < lines.size(); i++) {
        double value = lines.get(i).measurement().measure(length);
        if (round >= 0) {
          values.get(i).add(value);
        }
      }
    }
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      measured.add(new Measured(lines.get(i).name(), lines.get(i).unit(), values.get(i)));
    }
    return measured;
  }
}
