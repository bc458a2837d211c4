package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Rows of a convolution with three columns, in pairs of pixels, by Winograd's F(2, 3) along the
 * row: four products where six taps would be.
 *
 * <p>With the planes t0 to t3 of the transformed sources and the columns g0, g1, g2 of the kernel:
 *
 * <pre>
 *   sum        = t1 * (g0 + g1 + g2) / 2        difference = t2 * (g0 - g1 + g2) / 2
 *   even pixel = bias + sum + difference + t0 * g0
 *   odd pixel  = bias + sum - difference + t3 * g2
 * </pre>
 *
 * <p>The first sources are {@link TransformStage}s. The others, if any, are the inputs of
 * transposed convolutions whose upsampled maps are concatenated before them; these maps are never
 * made: their share is added to the even and odd pixels by the folded weights.
 */
final class WinogradStage extends Stage {
  private final WinogradWeights weights;
  private final Sweeper sweeper;
  private final List<Sweep> sweeps;
  private int seeds;

  WinogradStage(List<Stage> sources, Ring ring, WinogradWeights weights, Sweeper sweeper) {
    super(sources, ring);
    this.weights = weights;
    this.sweeper = sweeper;
    this.sweeps =
        weights.byRowParity().stream()
            .map(kernel -> new Sweep(kernel, weights.slope(), ring.channels()))
            .toList();
  }

  @Override
  int firstRow(int source, int row) {
    return isFolded(source)
        ? row / 2 + FoldedWeights.firstRow(weights.rows(), row % 2)
        : row - weights.rows() / 2;
  }

  @Override
  int lastRow(int source, int row) {
    return isFolded(source)
        ? row / 2 + FoldedWeights.lastRow(weights.rows(), row % 2)
        : row + weights.rows() / 2;
  }

  private boolean isFolded(int source) {
    return source >= weights.transformed();
  }

  @Override
  void resize() {
    ring().resize(source(0).height(), source(0).width());
  }

  @Override
  void allocate(Arena arena) {
    super.allocate(arena);
    seeds = arena.region(Math.max(2 * pairs(), Sweeper.MAX_PIXELS) * ring().channels());
  }

  private int pairs() {
    return (ring().width() + 1) / 2;
  }

  @Override
  void compute(Arena arena, int row) {
    if (weights.bias().changesAt(row, ring().height())) {
      weights.bias().seed(arena.values(), seeds, row, ring().height(), pairs());
    }
    Sweep sweep = sweeps.get(row % 2);
    int span = planes(row, sweep, 0, 1, 2);
    span = planes(row, sweep, span, 0, 3);
    for (int source = weights.transformed(); source < sources(); source++) {
      Ring low = source(source);
      for (int y = firstRow(source, row); y <= lastRow(source, row); y++) {
        int own = low.row(y);
        sweep.span(span++, own - low.channels(), own);
        sweep.span(span++, own, own + low.channels());
      }
    }
    sweep.pairs = pairs();
    sweep.seed = seeds;
    sweep.seedStep = 2 * ring().channels();
    sweep.output = ring().row(row);
    sweeper.run(arena.values(), arena.values(), sweep);
    ring().clearTail(arena.values(), row);
  }

  private int planes(int row, Sweep sweep, int firstSpan, int evenPlane, int oddPlane) {
    int span = firstSpan;
    for (int source = 0; source < weights.transformed(); source++) {
      Ring planes = source(source);
      for (int y = firstRow(source, row); y <= lastRow(source, row); y++) {
        sweep.span(span++, planes.plane(y, evenPlane), planes.plane(y, oddPlane));
      }
    }
    return span;
  }
}
