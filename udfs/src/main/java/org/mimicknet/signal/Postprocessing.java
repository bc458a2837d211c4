/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException.Reason;

/**
 * From the network's output to the enhanced image: crop, then clip to [0, 1] (docs/SCIENCE.md
 * section 3).
 */
@Internal
public final class Postprocessing {
  private Postprocessing() {}

  /**
   * The upper left {@code height x width} pixels, clipped to [0, 1]: a new image.
   *
   * @param padded the output for the padded image, at least of the size to crop to
   * @throws FrameException {@code NON_FINITE} if the network gave NaN
   */
  public static Image output(Image padded, int height, int width) {
    if (height > padded.height() || width > padded.width()) {
      throw new IllegalArgumentException(
          "Cannot crop an image of %s to %s x %s: it is smaller"
              .formatted(padded.size(), height, width));
    }
    float[] from = padded.pixels();
    float[] to = new float[height * width];
    for (int row = 0; row < height; row++) {
      int start = row * padded.width();
      if (!PixelLoops.BEST.clip(from, start, to, row * width, width)) {
        throw nan(padded, row, height, width);
      }
    }
    return new Image(to, height, width);
  }

  private static FrameException nan(Image padded, int row, int height, int width) {
    int column = 0;
    while (!Float.isNaN(padded.pixels()[row * padded.width() + column])) {
      column++;
    }
    return new FrameException(
        Reason.NON_FINITE,
        "Cannot use the network's output of %s x %s: its pixel in row %s, column %s is NaN"
            .formatted(height, width, row, column));
  }
}
