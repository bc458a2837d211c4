/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException.Reason;

/** The mean of an image. */
@Internal
public final class Mean {
  private Mean() {}

  /**
   * The mean in double. Sums the differences from the first pixel, so that the mean of a constant
   * image is its value exactly.
   *
   * @throws FrameException {@code NON_FINITE} if a pixel is NaN or infinite
   */
  public static double of(Image image) {
    float[] pixels = image.pixels();
    double first = pixels[0];
    double mean = first + PixelLoops.BEST.sumFrom(pixels, first) / pixels.length;
    if (!Double.isFinite(mean)) {
      throw new FrameException(
          Reason.NON_FINITE,
          "Cannot take the mean of an image of %s: it has NaN or infinite pixels"
              .formatted(image.size()));
    }
    return mean;
  }
}
