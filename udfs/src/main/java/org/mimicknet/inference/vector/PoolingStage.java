/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/** Rows of 2 x 2 maxima. */
final class PoolingStage extends Stage {
  private final RowMath math;

  PoolingStage(Stage source, Ring ring, RowMath math) {
    super(List.of(source), ring);
    this.math = math;
  }

  @Override
  int firstRow(int source, int row) {
    return 2 * row;
  }

  @Override
  int lastRow(int source, int row) {
    return 2 * row + 1;
  }

  @Override
  void resize() {
    ring().resize(source(0).height() / 2, source(0).width() / 2);
  }

  @Override
  void compute(Arena arena, int row) {
    int upper = source(0).row(2 * row);
    int lower = source(0).row(2 * row + 1);
    int output = ring().row(row);
    math.maxima(arena.values(), upper, lower, output, ring().width());
  }
}
