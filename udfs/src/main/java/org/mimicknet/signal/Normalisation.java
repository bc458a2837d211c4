/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;

/**
 * Stretches an image to [0, 1] by its own minimum and maximum: no logarithm, no clip. This makes
 * the reference {@code y} from the clinical image (docs/SCIENCE.md section 2).
 */
@Internal
public final class Normalisation {
  private Normalisation() {}

  /**
   * {@code (v - min) / (max - min)}, computed in double: a new image.
   *
   * @throws FrameException {@code CONSTANT_IMAGE} or {@code NON_FINITE}
   */
  public static Image toUnitRange(Image image) {
    return toUnitRange(image, new float[image.pixels().length]);
  }

  /** As {@link #toUnitRange(Image)}, into the given pixels, as many as the image has. */
  public static Image toUnitRange(Image image, float[] normalised) {
    Range range = Range.of(image);
    if (range.min() == range.max()) {
      throw Range.constant(image, range.min());
    }
    double min = range.min();
    PixelLoops.BEST.stretch(image.pixels(), min, range.max() - min, normalised);
    return new Image(normalised, image.height(), image.width());
  }
}
