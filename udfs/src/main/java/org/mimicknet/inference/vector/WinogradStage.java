package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Rows of a convolution with three columns, in pairs of pixels, by Winograd's F(2, 3) along the
 * row: four products where six taps would be.
 *
 * <p>With the planes t0 to t3 of the transformed sources and the weights of {@link
 * WinogradWeights}:
 *
 * <pre>
 *   sum        = bias + t1 * (g0 + g1 + g2) / 2        difference = t2 * (g0 - g1 + g2) / 2
 *   even pixel = sum + difference + t0 * g0            odd pixel  = sum - difference + t3 * g2
 * </pre>
 *
 * <p>The first sources are {@link TransformStage}s. The others, if any, are the inputs of
 * transposed convolutions whose upsampled maps are concatenated before them; these maps are never
 * made: their share is added to the even and odd pixels by the folded weights.
 */
final class WinogradStage extends Stage {
  private final TransformStage input;
  private final WinogradWeights weights;
  private final Sweeper seeder;
  private final Sweeper sweeper;
  private final RowMath math;
  private final Sweep sum;
  private final Sweep difference;
  private final Sweep[] even;
  private final Sweep[] odd;
  private final float[] seeds;
  private final float[] noSeeds;

  WinogradStage(
      List<Stage> sources,
      Ring ring,
      WinogradWeights weights,
      Sweeper seeder,
      Sweeper sweeper,
      RowMath math) {
    super(sources, ring);
    this.input = (TransformStage) sources.get(0);
    this.weights = weights;
    this.seeder = seeder;
    this.sweeper = sweeper;
    this.math = math;
    this.sum = new Sweep(weights.sum(), 1);
    this.difference = new Sweep(weights.difference(), 1);
    this.even = sweeps(weights.even(), weights.slope());
    this.odd = sweeps(weights.odd(), weights.slope());
    this.seeds = new float[ring.channels()];
    this.noSeeds = new float[ring.channels()];
  }

  private static Sweep[] sweeps(List<SweepWeights> byRowParity, float slope) {
    return new Sweep[] {new Sweep(byRowParity.get(0), slope), new Sweep(byRowParity.get(1), slope)};
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
    ring().resize(source(0).height(), input.inputWidth());
  }

  @Override
  int scratchFloats() {
    return 2 * seedFloats();
  }

  private int seedFloats() {
    return Math.max(source(0).width(), Sweeper.MAX_PIXELS) * ring().channels();
  }

  @Override
  void compute(Arena arena, int row) {
    float[] values = arena.values();
    int evenSeeds = arena.scratch();
    int oddSeeds = evenSeeds + seedFloats();
    weights.bias().plain(row, ring().height(), seeds);
    seeds(arena, row, sum, 1, seeds, evenSeeds);
    seeds(arena, row, difference, 2, noSeeds, oddSeeds);
    int pairs = source(0).width();
    math.butterfly(values, evenSeeds, oddSeeds, pairs * ring().channels());
    int lastPair = oddSeeds + (pairs - 1) * ring().channels();
    weights.bias().correctFirst(row, ring().height(), values, evenSeeds);
    weights.bias().correctLast(row, ring().height(), values, lastPair);
    pixels(arena, row, 0, even[row % 2], evenSeeds);
    pixels(arena, row, 1, odd[row % 2], oddSeeds);
    ring().clearTail(values, row);
  }

  private void seeds(Arena arena, int row, Sweep sweep, int plane, float[] from, int output) {
    spans(row, sweep, plane);
    sweep.pixels = source(0).width();
    sweep.output = output;
    sweep.outputStride = ring().channels();
    seeder.run(arena.values(), from, sweep);
  }

  private void pixels(Arena arena, int row, int column, Sweep sweep, int seed) {
    int span = spans(row, sweep, column * 3);
    for (int source = weights.transformed(); source < sources(); source++) {
      Ring low = source(source);
      for (int y = firstRow(source, row); y <= lastRow(source, row); y++) {
        sweep.starts[span++] = low.row(y) + (column - 1) * low.channels();
      }
    }
    sweep.pixels = source(0).width();
    sweep.seed = seed;
    sweep.seedStride = ring().channels();
    sweep.output = ring().row(row) + column * ring().channels();
    sweep.outputStride = 2 * ring().channels();
    sweeper.run(arena.values(), arena.values(), sweep);
  }

  private int spans(int row, Sweep sweep, int plane) {
    int span = 0;
    for (int source = 0; source < weights.transformed(); source++) {
      for (int y = firstRow(source, row); y <= lastRow(source, row); y++) {
        sweep.starts[span++] = source(source).plane(y, plane);
      }
    }
    return span;
  }
}
