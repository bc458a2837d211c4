/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/** Rows of a convolution of one tap from many channels to one: the last layer. */
final class PixelSumStage extends Stage {
  private final float[] weights;
  private final float bias;
  private final RowMath math;

  /**
   * @param weights one per channel, filled up to whole vectors
   */
  PixelSumStage(Stage source, Ring ring, float[] weights, float bias, RowMath math) {
    super(List.of(source), ring);
    this.weights = weights;
    this.bias = bias;
    this.math = math;
  }

  @Override
  int firstRow(int source, int row) {
    return row;
  }

  @Override
  int lastRow(int source, int row) {
    return row;
  }

  @Override
  void compute(Arena arena, int row) {
    int input = source(0).row(row);
    math.pixelSums(arena.values(), input, weights, bias, ring().row(row), ring().width());
    ring().clearTail(arena.values(), row);
  }
}
