/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException.Reason;

/**
 * From the magnitude of the DAS data to what enters the network: log compression, clip and
 * normalisation by the real minimum (docs/SCIENCE.md section 2).
 *
 * <p>The three steps are one formula. With {@code low} the smallest magnitude that remains after
 * the clip, {@code x = (20 log10(a / max) - 20 log10(low / max)) / (0 - 20 log10(low / max)) =
 * log(a / low) / log(max / low)}: the factor 20 and the base of the logarithm cancel out. So one
 * pass finds the range and one computes each pixel, in double, with a single logarithm.
 */
@Internal
public final class Preprocessing {
  /** The clip of the headline model and of the DAS image in the published metrics: -80 dB. */
  public static final Clip PUBLISHED_CLIP = new Clip.AtDb(-80);

  private final Clip clip;

  public Preprocessing(Clip clip) {
    this.clip = clip;
  }

  /**
   * The network's input, in [0, 1]: a new image.
   *
   * @param magnitude the envelope of the IQ data, before any logarithm, in any unit
   * @throws FrameException {@code CONSTANT_IMAGE}; {@code NON_FINITE} if a pixel is NaN, infinite
   *     or negative, or if one is 0 and nothing is clipped (its level is negative infinity)
   */
  public Image input(Image magnitude) {
    return input(magnitude, new float[magnitude.pixels().length]);
  }

  /** As {@link #input(Image)}, into the given pixels, as many as the image has. */
  public Image input(Image magnitude, float[] input) {
    Range range = LogCompression.magnitudes(magnitude);
    if (range.min() == range.max()) {
      throw Range.constant(magnitude, range.min());
    }
    double max = range.max();
    double low = Math.max(range.min(), max * Math.pow(10, clip.floorDb() / 20));
    if (low == 0) {
      throw new FrameException(
          Reason.NON_FINITE,
          "Cannot normalise an image of %s without a clip: a magnitude of 0 has no finite level in dB"
              .formatted(magnitude.size()));
    }
    double scale = 1 / low;
    double inverseRange = 1 / Math.log(max * scale);
    PixelLoops.BEST.logarithms(magnitude.pixels(), scale, inverseRange, input);
    return new Image(input, magnitude.height(), magnitude.width());
  }
}
