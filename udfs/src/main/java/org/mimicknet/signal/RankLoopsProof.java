/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import java.util.Arrays;
import org.mimicknet.KernelProof;

/** Whether a kernel computes what {@link PlainRankLoops} does: whole registers and what is left. */
final class RankLoopsProof {
  private static final int PIXELS = 75;

  private RankLoopsProof() {}

  static boolean holds(RankLoops kernel) {
    RankLoops plain = new PlainRankLoops();
    return Arrays.equals(steps(kernel), steps(plain)) && Arrays.equals(ranks(kernel), ranks(plain));
  }

  private static int[] steps(RankLoops loops) {
    int[] steps = new int[PIXELS - 1];
    loops.steps(KernelProof.noise(PIXELS), 1, PIXELS, -1, 1000, steps);
    return steps;
  }

  /** Of values that are up to three places from where they belong, some of them equal. */
  private static int[] ranks(RankLoops loops) {
    float[] values = new float[PIXELS + 2 * loops.reach()];
    Arrays.fill(values, 0, loops.reach(), Float.NEGATIVE_INFINITY);
    Arrays.fill(values, loops.reach() + PIXELS, values.length, Float.POSITIVE_INFINITY);
    for (int i = 0; i < PIXELS; i++) {
      values[loops.reach() + i] = i - i % 4 + new float[] {3, 2, 2, 0}[i % 4];
    }
    int[] ranks = new int[PIXELS];
    loops.ranks(values, PIXELS, ranks);
    return ranks;
  }
}
