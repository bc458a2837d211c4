package org.mimicknet.inference.vector;

import java.util.List;

/** Rows of a transposed convolution, 2 x 2 with stride 2: even and odd pixels are a sweep each. */
final class TransposedStage extends Stage {
  private final TransposedWeights weights;
  private final Sweeper sweeper;
  private final Sweep[] sweeps;

  TransposedStage(Stage source, Ring ring, TransposedWeights weights, Sweeper sweeper) {
    super(List.of(source), ring);
    this.weights = weights;
    this.sweeper = sweeper;
    this.sweeps = new Sweep[4];
    for (int phase = 0; phase < 4; phase++) {
      sweeps[phase] = new Sweep(weights.phases().get(phase), weights.slope());
    }
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
    for (int column = 0; column < 2; column++) {
      Sweep sweep = sweeps[row % 2 * 2 + column];
      sweep.starts[0] = source(0).row(row / 2);
      sweep.pixels = source(0).width();
      sweep.output = ring().row(row) + column * ring().channels();
      sweep.outputStride = 2 * ring().channels();
      sweeper.run(arena.values(), weights.bias(), sweep);
    }
    ring().clearTail(arena.values(), row);
  }
}
