/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Rows of a transposed convolution, 2 x 2 with stride 2: a pair of pixels from each input pixel.
 */
final class TransposedStage extends Stage {
  private final TransposedWeights weights;
  private final Sweeper sweeper;
  private final List<Sweep> sweeps;

  TransposedStage(Stage source, Ring ring, TransposedWeights weights, Sweeper sweeper) {
    super(List.of(source), ring);
    this.weights = weights;
    this.sweeper = sweeper;
    this.sweeps =
        weights.byRowParity().stream()
            .map(kernel -> new Sweep(kernel, weights.slope(), ring.channels()))
            .toList();
  }

  @Override
  int firstRow(int source, int row) {
    return row / 2;
  }

  @Override
  int lastRow(int source, int row) {
    return row / 2;
  }

  @Override
  void resize() {
    ring().resize(2 * source(0).height(), 2 * source(0).width());
  }

  @Override
  void compute(Arena arena, int row) {
    Sweep sweep = sweeps.get(row % 2);
    int input = source(0).row(row / 2);
    sweep.span(0, input, input);
    sweep.pairs = source(0).width();
    sweep.output = ring().row(row);
    sweeper.run(arena.values(), weights.bias(), sweep);
    ring().clearTail(arena.values(), row);
  }
}
