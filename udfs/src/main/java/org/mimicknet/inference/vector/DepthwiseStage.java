/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/** Rows of a depthwise convolution with its activation. */
final class DepthwiseStage extends Stage {
  private final DepthwiseWeights weights;
  private final DepthwiseRow kernel;
  private final int[] starts;

  DepthwiseStage(Stage source, Ring ring, DepthwiseWeights weights, DepthwiseRow kernel) {
    super(List.of(source), ring);
    this.weights = weights;
    this.kernel = kernel;
    this.starts = new int[weights.rows() * weights.columns()];
  }

  @Override
  int firstRow(int source, int row) {
    return row - weights.rows() / 2;
  }

  @Override
  int lastRow(int source, int row) {
    return row + weights.rows() / 2;
  }

  @Override
  void compute(Arena arena, int row) {
    int channels = ring().channels();
    for (int tap = 0; tap < starts.length; tap++) {
      int y = row + tap / weights.columns() - weights.rows() / 2;
      int x = tap % weights.columns() - weights.columns() / 2;
      starts[tap] = source(0).row(y) + x * channels;
    }
    int output = ring().row(row);
    kernel.run(arena.values(), starts, weights.values(), output, ring().width(), weights.slope());
  }
}
