/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.signal.Mean;

/**
 * The metrics that need no window, and so exist for an image of any size (docs/SCIENCE.md section
 * 4).
 *
 * @param mse mean squared error
 * @param mae mean absolute error
 * @param psnr peak signal-to-noise ratio [dB] for a peak of 1; positive infinity at mse 0
 * @param corr Pearson correlation; NaN if one image is constant
 */
@Internal
public record PixelErrors(double mse, double mae, double psnr, double corr) {

  /**
   * The errors of an image against a reference of the same size.
   *
   * @throws org.mimicknet.signal.FrameException {@code SIZE_MISMATCH} or {@code NON_FINITE}
   */
  public static PixelErrors between(Image reference, Image image) {
    return between(reference, image, PixelArithmetic.BEST);
  }

  static PixelErrors between(Image reference, Image image, PixelArithmetic arithmetic) {
    PixelSums.requireSameSize(reference, image);
    PixelSums sums = new PixelSums(arithmetic);
    sums.compare(reference, image, Mean.of(reference), Mean.of(image));
    return sums.errors();
  }
}
