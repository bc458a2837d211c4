/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import java.util.Arrays;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException;

/**
 * Sums over all pixels of two images, each without its mean: variances and covariances lose no
 * digits then, however bright the image. Not thread-safe.
 */
final class PixelSums {
  private static final int REFERENCE_SQUARES = 0;
  private static final int IMAGE_SQUARES = 1;
  private static final int PRODUCTS = 2;
  private static final int ERROR_SQUARES = 3;
  private static final int ABSOLUTE_ERRORS = 4;
  private static final int ABSOLUTE_CENTRED_ERRORS = 5;
  private static final int QUANTITIES = 6;

  private final PixelArithmetic arithmetic;
  private final double[] sums = new double[QUANTITIES];
  private double offset;
  private int pixels;

  PixelSums(PixelArithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  /** Sums over a pair of images of one size with these means. */
  void compare(Image reference, Image image, double referenceMean, double imageMean) {
    Arrays.fill(sums, 0);
    offset = imageMean - referenceMean;
    pixels = reference.pixels().length;
    arithmetic.sum(reference.pixels(), image.pixels(), referenceMean, imageMean, sums);
  }

  /**
   * @throws FrameException {@code SIZE_MISMATCH}
   */
  static void requireSameSize(Image reference, Image image) {
    if (reference.height() != image.height() || reference.width() != image.width()) {
      throw new FrameException(
          FrameException.Reason.SIZE_MISMATCH,
          "Cannot compare images of different sizes: the reference is %s, the image is %s"
              .formatted(reference.size(), image.size()));
    }
  }

  /** The image against the reference. */
  PixelErrors errors() {
    return errors(mean(ERROR_SQUARES) + offset * offset, mean(ABSOLUTE_ERRORS));
  }

  /** The image against the reference that is shifted to the mean of the image. */
  PixelErrors gainCorrectedErrors() {
    return errors(mean(ERROR_SQUARES), mean(ABSOLUTE_CENTRED_ERRORS));
  }

  private PixelErrors errors(double mse, double mae) {
    double corr =
        sums[PRODUCTS] / (Math.sqrt(sums[REFERENCE_SQUARES]) * Math.sqrt(sums[IMAGE_SQUARES]));
    return new PixelErrors(mse, mae, -10 * Math.log10(mse), Math.max(-1, Math.min(1, corr)));
  }

  private double mean(int quantity) {
    return sums[quantity] / pixels;
  }
}
