/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import java.util.SplittableRandom;

/** Initial weights: uniform in {@code +-sqrt(6 / (fan in + fan out))} (Glorot and Bengio 2010). */
final class Glorot {
  private Glorot() {}

  static float[] uniform(SplittableRandom random, int count, int fanIn, int fanOut) {
    double limit = Math.sqrt(6.0 / (fanIn + fanOut));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (limit * (2 * random.nextDouble() - 1));
    }
    return values;
  }
}
