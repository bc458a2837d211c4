/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

/**
 * {@link PixelArithmetic} in plain Java. Pixels are summed by blocks, so that rounding errors stay
 * small.
 */
final class PlainPixels implements PixelArithmetic {
  private static final int BLOCK = 256;

  @Override
  public void sum(
      float[] reference, float[] image, double referenceMean, double imageMean, double[] sums) {
    double offset = imageMean - referenceMean;
    for (int start = 0; start < reference.length; start += BLOCK) {
      int end = Math.min(start + BLOCK, reference.length);
      double referenceSquares = 0;
      double imageSquares = 0;
      double products = 0;
      double errorSquares = 0;
      double absoluteErrors = 0;
      double absoluteCentredErrors = 0;
      for (int i = start; i < end; i++) {
        double x = reference[i] - referenceMean;
        double y = image[i] - imageMean;
        double error = y - x;
        referenceSquares += x * x;
        imageSquares += y * y;
        products += x * y;
        errorSquares += error * error;
        absoluteErrors += Math.abs(error + offset);
        absoluteCentredErrors += Math.abs(error);
      }
      sums[0] += referenceSquares;
      sums[1] += imageSquares;
      sums[2] += products;
      sums[3] += errorSquares;
      sums[4] += absoluteErrors;
      sums[5] += absoluteCentredErrors;
    }
  }
}
