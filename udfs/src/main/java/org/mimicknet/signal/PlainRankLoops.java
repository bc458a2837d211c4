/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

/** {@link RankLoops} in plain Java. */
final class PlainRankLoops implements RankLoops {
  /** Looking far, one neighbour after the other, costs more than crowded levels do. */
  private static final int REACH = 3;

  @Override
  public int reach() {
    return REACH;
  }

  @Override
  public void steps(float[] pixels, int from, int to, float min, float perUnit, int[] steps) {
    for (int i = from; i < to; i++) {
      steps[i - from] = RankLoops.step(pixels[i], min, perUnit);
    }
  }

  @Override
  public void ranks(float[] values, int length, int[] ranks) {
    for (int i = 0; i < length; i++) {
      ranks[i] = i + REACH + minusAbove(values, i + REACH, 1, REACH);
    }
  }

  /**
   * Minus how many of the neighbours at the distances {@code nearest} to {@code farthest} are above
   * the value at an index. It adds up the signs of the differences: no pair of finite floats loses
   * its sign, and there is no branch to predict.
   */
  static int minusAbove(float[] values, int index, int nearest, int farthest) {
    float value = values[index];
    int count = 0;
    for (int distance = nearest; distance <= farthest; distance++) {
      count += Float.floatToRawIntBits(value - values[index - distance]) >> 31;
      count += Float.floatToRawIntBits(value - values[index + distance]) >> 31;
    }
    return count;
  }
}
