/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;

/** The envelope of beamformed IQ data: its magnitude, before any logarithm. */
@Internal
public final class Envelope {
  private Envelope() {}

  /**
   * {@code sqrt(re^2 + im^2)} in double, rounded to float. NaN and infinite samples stay so;
   * normalisation refuses an image with such pixels.
   *
   * @param re real parts, {@code double[height * width]}, row-major, rows axial
   * @param im imaginary parts, alike
   * @throws FrameException {@code SIZE_MISMATCH} if the parts differ in length
   * @throws org.mimicknet.DataException if the length is not {@code height * width}
   */
  public static Image of(double[] re, double[] im, int height, int width) {
    if (re.length != im.length) {
      throw new FrameException(
          FrameException.Reason.SIZE_MISMATCH,
          "Cannot take the envelope: there are %s real and %s imaginary parts"
              .formatted(re.length, im.length));
    }
    float[] magnitude = new float[re.length];
    for (int i = 0; i < magnitude.length; i++) {
      magnitude[i] = (float) Math.sqrt(re[i] * re[i] + im[i] * im[i]);
    }
    return new Image(magnitude, height, width);
  }
}
