/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a {@link WinogradStage} makes the two rows of its tiles from the rows of the image above each
 * other: it combines pairs of image rows and multiplies each combination with a combination of the
 * kernel's rows.
 *
 * @param combinations of image rows
 * @param products in their order
 * @param butterfly products before this one give sum and difference of the two rows; -1 for none
 */
record RowScheme(List<Combination> combinations, List<Product> products, int butterfly) {
  /**
   * {@code upper + sign * lower}, rows counted from the upper row of the tile.
   *
   * @param sign 1, -1, or 0 for the upper row alone
   */
  record Combination(int upper, int lower, float sign) {}

  /**
   * What is added to the upper row of the tile and what to the lower one.
   *
   * @param upper a combination of image rows
   * @param lower another
   * @param upperFactors of the kernel's rows
   * @param lowerFactors of the kernel's rows
   */
  record Product(int upper, int lower, List<Double> upperFactors, List<Double> lowerFactors) {}

  /**
   * Winograd's F(2, 3): with the rows r0 to r3 of the image, of which r1 and r2 are the tile's, and
   * the rows g0, g1, g2 of the kernel
   *
   * <pre>
   *   sum       = (r1 + r2) (g0 + g1 + g2) / 2      difference = (r2 - r1) (g0 - g1 + g2) / 2
   *   upper row = sum + difference + (r0 - r2) g0
   *   lower row = sum - difference + (r3 - r1) g2
   * </pre>
   */
  private static final RowScheme WINOGRAD =
      new RowScheme(
          List.of(
              new Combination(-1, 1, -1),
              new Combination(0, 1, 1),
              new Combination(1, 0, -1),
              new Combination(2, 0, -1)),
          List.of(
              new Product(1, 2, List.of(0.5, 0.5, 0.5), List.of(0.5, -0.5, 0.5)),
              new Product(0, 3, List.of(1.0, 0.0, 0.0), List.of(0.0, 0.0, 1.0))),
          1);

  /** Winograd's for kernels of three rows, row by row for all others. */
  static RowScheme of(int kernelRows) {
    return kernelRows == 3 ? WINOGRAD : rowByRow(kernelRows);
  }

  private static RowScheme rowByRow(int kernelRows) {
    List<Combination> rows =
        IntStream.rangeClosed(-(kernelRows / 2), kernelRows / 2 + 1)
            .mapToObj(row -> new Combination(row, row, 0))
            .toList();
    List<Product> products =
        IntStream.range(0, kernelRows)
            .mapToObj(
                row -> new Product(row, row + 1, only(row, kernelRows), only(row, kernelRows)))
            .toList();
    return new RowScheme(rows, products, -1);
  }

  private static List<Double> only(int row, int rows) {
    return IntStream.range(0, rows).mapToObj(i -> i == row ? 1.0 : 0.0).toList();
  }
}
