/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import java.lang.invoke.MethodHandles;
import org.mimicknet.VectorModule;

/** The loops of {@link PixelRanks} that compute. */
interface RankLoops {
  /** In the Vector API where it works here, else in plain Java. */
  RankLoops BEST =
      VectorModule.kernelOr(
          MethodHandles.lookup(),
          RankLoops.class,
          "RankLoopsKernel",
          PlainRankLoops::new,
          RankLoopsProof::holds);

  /** A float whose last bits count whole numbers: to add it rounds to one. */
  float COUNTER = 0x1p23f;

  int COUNTER_BITS = Float.floatToRawIntBits(COUNTER);

  /** {@code (pixel - min) * perUnit}, rounded to a whole number, which must lie below 2^23. */
  static int step(float pixel, float min, float perUnit) {
    return Float.floatToRawIntBits((pixel - min) * perUnit + COUNTER) - COUNTER_BITS;
  }

  /** How far {@link #ranks} looks to either side. */
  int reach();

  /** The {@link #step} of each pixel {@code from} up to {@code to}. */
  void steps(float[] pixels, int from, int to, float min, float perUnit, int[] steps);

  /**
   * How many of all values are not above each value, less one, for values that are less than {@link
   * #reach} + 1 away from where they belong in ascending order.
   *
   * @param values {@link #reach} values below all others, {@code length} values, {@link #reach}
   *     above all others
   * @param ranks of the {@code length} values
   */
  void ranks(float[] values, int length, int[] ranks);
}
