/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;

/** Takes a difference in overall brightness out of a comparison (docs/SCIENCE.md section 4). */
@Internal
public final class GainCorrection {
  private GainCorrection() {}

  /**
   * {@code clinical + mean(output) - mean(clinical)}, not clipped: a new image.
   *
   * @throws FrameException {@code NON_FINITE}
   */
  public static Image of(Image clinical, Image output) {
    double offset = Mean.of(output) - Mean.of(clinical);
    float[] pixels = clinical.pixels();
    float[] shifted = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      shifted[i] = (float) (pixels[i] + offset);
    }
    return new Image(shifted, clinical.height(), clinical.width());
  }
}
