/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.engine;

import org.mimicknet.Internal;

/** What every engine asks of an image: four halvings must leave whole pixels. */
@Internal
public final class Sides {
  private static final int MULTIPLE = 16;

  private Sides() {}

  /**
   * Checks an image of this size.
   *
   * @throws IllegalArgumentException if a side is not a positive multiple of 16, or there are not
   *     {@code height * width} pixels
   */
  public static void check(float[] pixels, int height, int width) {
    if (height <= 0 || width <= 0 || height % MULTIPLE != 0 || width % MULTIPLE != 0) {
      throw new IllegalArgumentException(
          "Cannot run the network on %s x %s: both sides must be positive multiples of %s; pad the image"
              .formatted(height, width, MULTIPLE));
    }
    if (pixels.length != (long) height * width) {
      throw new IllegalArgumentException(
          "Cannot run the network on %s x %s: there are %s pixels, %s are needed"
              .formatted(height, width, pixels.length, (long) height * width));
    }
  }
}
