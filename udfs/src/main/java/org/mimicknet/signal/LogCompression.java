/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException.Reason;

/** Magnitudes as decibels below the strongest echo (docs/SCIENCE.md section 2, steps 2 and 3). */
@Internal
public final class LogCompression {
  private LogCompression() {}

  /**
   * {@code max(20 log10(a / max a), clip)} of each pixel. A magnitude of 0 gives negative infinity
   * where nothing is clipped.
   *
   * @return {@code double[height * width]}, in dB, at most 0
   * @throws FrameException {@code NON_FINITE} if a magnitude is NaN, infinite or negative; {@code
   *     CONSTANT_IMAGE} if all are 0
   */
  public static double[] decibels(Image magnitude, Clip clip) {
    Range range = magnitudes(magnitude);
    if (range.max() == 0) {
      throw Range.constant(magnitude, 0);
    }
    double max = range.max();
    double floorDb = clip.floorDb();
    float[] pixels = magnitude.pixels();
    double[] decibels = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      decibels[i] = Math.max(20 * Math.log10(pixels[i] / max), floorDb);
    }
    return decibels;
  }

  /** The range of an image whose pixels must be magnitudes. */
  static Range magnitudes(Image image) {
    Range range = Range.of(image);
    if (range.min() < 0) {
      throw new FrameException(
          Reason.NON_FINITE,
          "Cannot take the logarithm of an image of %s: magnitudes cannot be negative, the smallest is %s"
              .formatted(image.size(), range.min()));
    }
    return range;
  }
}
