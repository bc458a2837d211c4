/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/**
 * The transforms of Winograd's F(4, 3) along the rows of an arena, by Lavin and Gray,
 * arXiv:1509.09308, with the points 0, 1, -1, 2, -2: four pixels of a row, one tile, are made from
 * six products instead of twelve. How many floats a pixel has, a multiple of the vector's lanes, is
 * the kernel's own constant.
 */
interface TileMath {
  /** Pixels of a tile along the row. */
  int WIDTH = 4;

  /** Products per tile along the row: the tile's pixels and a neighbour on each side. */
  int COLUMNS = 6;

  /** The product that each pixel of the tile gets with the factor 1. */
  int EVERYWHERE = 1;

  /**
   * Combines pairs of rows and transforms each combination.
   *
   * <p>From the pixels d0 to d5 of {@code upper + sign * lower}, of which d1 to d4 are the tile's,
   * it makes 4 d0 - 5 d2 + d4, d4 + d3 - 4 (d2 + d1), d4 - d3 - 4 (d2 - d1), d4 - d2 + 2 (d3 - d1),
   * d4 - d2 - 2 (d3 - d1) and 4 d1 - 5 d3 + d5, each as one pixel. Those of all combinations of one
   * tile follow each other, then come those of the next tile.
   *
   * @param upper where the rows begin
   * @param lower where the rows begin that are added to them
   * @param signs their factors
   */
  void transform(float[] arena, int[] upper, int[] lower, float[] signs, int output, int tiles);

  /**
   * Makes a row of pixels from the sums of products m0 to m5: m0 + m1 + m2 + m3 + m4, m1 - m2 + 2
   * (m3 - m4), m1 + m2 + 4 (m3 + m4) and m1 - m2 + 8 (m3 - m4) + m5; then negative ones times
   * {@code slope}.
   *
   * @param sums where the row's sums begin; each tile's are followed by those of another row
   * @param column floats from the sums of a product to those of the next
   */
  void finish(float[] arena, int sums, int column, int output, int tiles, float slope);
}
