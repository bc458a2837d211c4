/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException.Reason;

/** The smallest and the largest value of an image. */
record Range(float min, float max) {
  /**
   * @throws FrameException {@code NON_FINITE}
   */
  static Range of(Image image) {
    Range range = PixelLoops.BEST.range(image.pixels());
    if (!Float.isFinite(range.min) || !Float.isFinite(range.max)) {
      throw notFinite(image);
    }
    return range;
  }

  private static FrameException notFinite(Image image) {
    float[] pixels = image.pixels();
    int i = 0;
    while (Float.isFinite(pixels[i])) {
      i++;
    }
    return new FrameException(
        Reason.NON_FINITE,
        "Cannot process an image of %s: its pixel in row %s, column %s is %s"
            .formatted(image.size(), i / image.width(), i % image.width(), pixels[i]));
  }

  static FrameException constant(Image image, float value) {
    return new FrameException(
        Reason.CONSTANT_IMAGE,
        "Cannot normalise an image of %s: all its pixels are %s".formatted(image.size(), value));
  }
}
