/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Rows of a convolution with three columns by Winograd's algorithm: in tiles of two rows and four
 * pixels, for a kernel of 3 x 3 with 24 products where 72 taps would be.
 *
 * <p>A run of tiles is made at a time, few enough to stay in the first cache: {@link
 * TileMath#transform} makes six columns of each combination of rows that the {@link RowScheme} asks
 * for, a sweep over each column makes two sums, one for each row of the tile, and {@link
 * TileMath#finish} makes pixels of the six sums. Several sources stand for their concatenation.
 */
final class WinogradStage extends Stage {
  private static final int TILE_ROWS = 2;

  /** Blocks of a run: more use a weight more often, fewer leave more room in the first cache. */
  private static final int BLOCKS = 3;

  private final WinogradWeights weights;
  private final RowScheme scheme;
  private final Sweeper seeded;
  private final Sweeper partial;
  private final TileMath inputMath;
  private final TileMath outputMath;
  private final int run;
  private final int[] upper;
  private final int[] lower;
  private final float[] signs;
  private final Sweep[] sweeps;
  private int transformed;
  private int sums;

  /**
   * @param seeded for sums that begin with the bias
   * @param partial for the others
   * @param inputMath for pixels of the sources
   * @param outputMath for pixels of this stage
   */
  WinogradStage(
      List<Stage> sources,
      Ring ring,
      WinogradWeights weights,
      Sweeper seeded,
      Sweeper partial,
      TileMath inputMath,
      TileMath outputMath) {
    super(sources, ring);
    this.weights = weights;
    this.scheme = RowScheme.of(weights.rows());
    this.seeded = seeded;
    this.partial = partial;
    this.inputMath = inputMath;
    this.outputMath = outputMath;
    this.run = BLOCKS * partial.blockPairs();
    this.upper = new int[scheme.combinations().size()];
    this.lower = new int[scheme.combinations().size()];
    this.signs = new float[scheme.combinations().size()];
    this.sweeps =
        weights.columns().stream()
            .map(column -> new Sweep(column, 1, ring.channels()))
            .toArray(Sweep[]::new);
  }

  @Override
  int rowsAtOnce() {
    return TILE_ROWS;
  }

  @Override
  int firstRow(int source, int row) {
    return row - weights.rows() / 2;
  }

  @Override
  int lastRow(int source, int row) {
    return row + 1 + weights.rows() / 2;
  }

  @Override
  int scratchFloats() {
    return sources() * mapFloats() + TileMath.COLUMNS * sumsFloats();
  }

  @Override
  void allocate(Arena arena) {
    super.allocate(arena);
    transformed = arena.scratch();
    sums = transformed + sources() * mapFloats();
    for (int column = 0; column < TileMath.COLUMNS; column++) {
      int span = 0;
      for (RowScheme.Product product : scheme.products()) {
        for (int source = 0; source < sources(); source++) {
          sweeps[column].span(
              span++,
              column(source, product.upper(), column),
              column(source, product.lower(), column));
        }
      }
      sweeps[column].output = sums + column * sumsFloats();
    }
  }

  /** Floats of the transformed tiles of one source. */
  private int mapFloats() {
    return run * scheme.combinations().size() * TileMath.COLUMNS * source(0).channels();
  }

  /** Floats of the sums of one column. */
  private int sumsFloats() {
    return run * TILE_ROWS * ring().channels();
  }

  /** Where the first tile's column of a combination lies. */
  private int column(int source, int combination, int column) {
    int pixel = combination * TileMath.COLUMNS + column;
    return transformed + source * mapFloats() + pixel * source(source).channels();
  }

  @Override
  void compute(Arena arena, int row) {
    int tiles = (ring().width() + TileMath.WIDTH - 1) / TileMath.WIDTH;
    for (int first = 0; first < tiles; first += run) {
      int count = Math.min(run, tiles - first);
      for (int source = 0; source < sources(); source++) {
        transform(arena.values(), source, row, first, count);
      }
      for (int column = 0; column < sweeps.length; column++) {
        Sweeper sweeper = column == TileMath.EVERYWHERE ? seeded : partial;
        sweeper.runPast(arena.values(), weights.seeds(), sweeps[column], count);
      }
      finish(arena.values(), row, 0, first, count);
      finish(arena.values(), row, 1, first, count);
    }
    ring().clearTail(arena.values(), row);
    ring().clearTail(arena.values(), row + 1);
  }

  /** The tiles of a source: for each of them the columns of each combination. */
  private void transform(float[] arena, int source, int row, int first, int count) {
    Ring rows = source(source);
    int offset = first * TileMath.WIDTH * rows.channels();
    for (int i = 0; i < signs.length; i++) {
      RowScheme.Combination combination = scheme.combinations().get(i);
      upper[i] = rows.row(row + combination.upper()) + offset;
      lower[i] = rows.row(row + combination.lower()) + offset;
      signs[i] = combination.sign();
    }
    inputMath.transform(arena, upper, lower, signs, column(source, 0, 0), count);
  }

  private void finish(float[] arena, int row, int lowerRow, int first, int count) {
    int channels = ring().channels();
    int output = ring().slot(row + lowerRow) + first * TileMath.WIDTH * channels;
    outputMath.finish(
        arena, sums + lowerRow * channels, sumsFloats(), output, count, weights.slope());
  }
}
