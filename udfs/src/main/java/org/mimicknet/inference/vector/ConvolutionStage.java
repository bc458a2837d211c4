/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Rows of a convolution with its activation, computed tap by tap: each row of the kernel is one
 * span of each source. Several sources stand for their concatenation.
 */
final class ConvolutionStage extends Stage {
  private final ConvolutionWeights weights;
  private final Sweeper sweeper;
  private final Sweep sweep;

  ConvolutionStage(List<Stage> sources, Ring ring, ConvolutionWeights weights, Sweeper sweeper) {
    super(sources, ring);
    this.weights = weights;
    this.sweeper = sweeper;
    this.sweep = new Sweep(weights.kernel(), weights.slope(), ring.channels());
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
    int span = 0;
    for (int source = 0; source < sources(); source++) {
      Ring input = source(source);
      for (int y = firstRow(source, row); y <= lastRow(source, row); y++) {
        int even = input.row(y) - weights.columns() / 2 * input.channels();
        sweep.span(span++, even, even + input.channels());
      }
    }
    sweep.pairs = (ring().width() + 1) / 2;
    sweep.output = ring().row(row);
    sweeper.run(arena.values(), weights.bias(), sweep);
    ring().clearTail(arena.values(), row);
  }
}
