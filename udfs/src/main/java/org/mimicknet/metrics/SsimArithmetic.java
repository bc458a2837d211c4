/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

/**
 * The loops of {@link SlidingSsim} in one kind of number. A column holds one number of each band,
 * so {@link #lanes} numbers.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
interface SsimArithmetic<A> {
  /** How many rows of windows {@link #across} gives at once. */
  int ROWS = 4;

  /** How many columns {@link #along} gives at once. */
  int COLUMNS = 4;

  /** How many bands of the image are computed at once. */
  int lanes();

  /** Arrays of zeros. */
  A[] arrays(int count, int length);

  /**
   * Puts a row of pixels without their mean into one lane of a row.
   *
   * @param pixels {@code width} of them from {@code from}
   */
  void read(float[] pixels, int from, int width, double mean, A row, int lane);

  /** {@code xx + yy} of each column. */
  void squares(A x, A y, A out, int columns);

  /** {@code xy} of each column. */
  void products(A x, A y, A out, int columns);

  /**
   * Filters along a row, in place: column {@code c} becomes the window that began there.
   *
   * @param row {@code columns + TAPS - 1} columns
   * @param columns a multiple of {@link #COLUMNS}
   */
  void along(A row, int columns);

  /**
   * Filters across rows.
   *
   * @param rows {@code TAPS + ROWS - 1} of them, the oldest first
   * @param out {@link #ROWS} rows
   */
  void across(A[] rows, A[] out, int columns);

  /** How many partial sums {@link #addTerms} keeps of each quantity. */
  int partials(int windows);

  /**
   * Adds the terms of one row of windows.
   *
   * @param x mean of the reference in each window
   * @param y mean of the image
   * @param squares mean of xx + yy
   * @param products mean of xy
   * @param lanes how many lanes count, from the first
   * @param referenceMeans the means that the luminance term adds to the reference
   * @param sums partial sums of contrast-structure, then of luminance and SSIM for each reference
   *     mean
   */
  void addTerms(
      A x,
      A y,
      A squares,
      A products,
      int windows,
      int lanes,
      double imageMean,
      double[] referenceMeans,
      double[][] sums);
}
