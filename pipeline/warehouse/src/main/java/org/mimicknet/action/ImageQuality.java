/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.mimicknet.image.Image;

/**
 * What the pixels of one image show of its quality, found in one pass.
 *
 * @param isFinite whether no pixel is NaN or infinite; the rest is without meaning if not
 * @param isConstant whether all pixels are equal
 * @param zeroShare share of the pixels that are exactly 0: 1 for an empty image
 * @param peakShare share of the pixels that are at the maximum: clipped or saturated where it is
 *     more than a few
 */
record ImageQuality(boolean isFinite, boolean isConstant, double zeroShare, double peakShare) {
  static ImageQuality of(Image image) {
    float[] pixels = image.pixels();
    float lowest = Float.POSITIVE_INFINITY;
    float peak = Float.NEGATIVE_INFINITY;
    for (float pixel : pixels) {
      lowest = Math.min(lowest, pixel);
      peak = Math.max(peak, pixel);
    }
    int zeros = 0;
    int atPeak = 0;
    for (float pixel : pixels) {
      zeros += pixel == 0f ? 1 : 0;
      atPeak += pixel == peak ? 1 : 0;
    }
    return new ImageQuality(
        Float.isFinite(lowest) && Float.isFinite(peak),
        lowest == peak,
        (double) zeros / pixels.length,
        (double) atPeak / pixels.length);
  }
}
