/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Adds to a convolution with three columns what it gets from an upsampled map, and finishes it with
 * the activation. The transposed convolution and the convolution are composed ({@link
 * FoldedWeights}), so that the upsampled map is never made.
 *
 * <p>The sources are the map before it is upsampled, and a {@link WinogradStage}, which convolves
 * the other maps and has added the bias. Those maps are made much earlier, so the convolution is
 * done with them and its rows wait.
 */
final class FoldedStage extends Stage {
  private static final int LOW = 0;
  private static final int CONVOLVED = 1;

  private final int kernelRows;
  private final BorderBias bias;
  private final Sweeper sweeper;
  private final List<Sweep> sweeps;

  /**
   * @param kernelRows rows of the convolution's kernel
   * @param byRowParity spans for even and for odd rows
   * @param slope factor of negative sums: 1 for no activation
   */
  FoldedStage(
      Stage low,
      Stage convolved,
      Ring ring,
      int kernelRows,
      List<SweepWeights> byRowParity,
      BorderBias bias,
      Sweeper sweeper,
      float slope) {
    super(List.of(low, convolved), ring);
    if (convolved.sources() == 1) {
      convolved.followSource();
    }
    this.kernelRows = kernelRows;
    this.bias = bias;
    this.sweeper = sweeper;
    this.sweeps =
        byRowParity.stream().map(kernel -> new Sweep(kernel, slope, ring.channels())).toList();
  }

  @Override
  int firstRow(int source, int row) {
    return source == LOW ? row / 2 + FoldedWeights.firstRow(kernelRows, row % 2) : row;
  }

  @Override
  int lastRow(int source, int row) {
    return source == LOW ? row / 2 + FoldedWeights.lastRow(kernelRows, row % 2) : row;
  }

  @Override
  void resize() {
    ring().resize(source(CONVOLVED).height(), source(CONVOLVED).width());
  }

  @Override
  void compute(Arena arena, int row) {
    int convolved = source(CONVOLVED).row(row);
    bias.correct(arena.values(), convolved, row, ring().height(), ring().width());
    Sweep sweep = sweeps.get(row % 2);
    Ring low = source(LOW);
    int span = 0;
    for (int y = firstRow(LOW, row); y <= lastRow(LOW, row); y++) {
      int own = low.row(y);
      sweep.span(span++, own - low.channels(), own);
      sweep.span(span++, own, own + low.channels());
    }
    sweep.pairs = low.width();
    sweep.seed = convolved;
    sweep.seedStep = 2 * ring().channels();
    sweep.output = ring().row(row);
    sweeper.run(arena.values(), arena.values(), sweep);
    ring().clearTail(arena.values(), row);
  }
}
