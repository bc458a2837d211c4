package org.mimicknet.metrics;

/**
 * The loops of {@link SlidingSsim} in one kind of number. A row of maps holds four maps side by
 * side, {@code stride} apart: x, y, xx + yy, xy. One loop filters all four; what it computes across
 * the seams of two maps is never read. Arrays are longer than their contents by {@link #slack}.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
interface SsimArithmetic<A> {
  /** How many neighbouring values a loop takes at once: strides are multiples of it. */
  int lanes();

  /** Values past the end of a row that a loop may touch. */
  default int slack() {
    return lanes() + Window.TAPS;
  }

  /** Rows of zeros. */
  A[] rows(int count, int length);

  /** The four maps of one row of both images, each without its image's mean. */
  void maps(double[] reference, double[] image, int width, A maps, int stride);

  /** Filters along a row: output {@code i} is the window that begins at input {@code i}. */
  void along(A in, A out, int length);

  /** Filters across the 11 rows of a ring whose oldest is at {@code oldest}. */
  void across(A[] ring, int oldest, A out, int length);

  /** How many partial sums {@link #addTerms} keeps of each quantity. */
  int partials(int windows);

  /**
   * Adds the terms of one row of windows.
   *
   * @param means the four filtered maps
   * @param referenceMeans the means that the luminance term adds to the reference
   * @param sums partial sums of contrast-structure, then of luminance and SSIM for each reference
   *     mean
   */
  void addTerms(
      A means, int stride, int windows, double imageMean, double[] referenceMeans, double[][] sums);
}
