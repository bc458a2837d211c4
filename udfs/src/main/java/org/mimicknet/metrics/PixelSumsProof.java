/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import java.util.Arrays;
import org.mimicknet.KernelProof;

/** Whether a kernel computes what {@link PlainPixels} does: whole registers and what is left. */
final class PixelSumsProof {
  private static final int PIXELS = 75;
  private static final int QUANTITIES = 6;
  private static final double TOLERANCE = 1e-12;

  private PixelSumsProof() {}

  static boolean holds(PixelArithmetic kernel) {
    double[] sums = sums(kernel);
    double[] plain = sums(new PlainPixels());
    for (int i = 0; i < QUANTITIES; i++) {
      if (!(Math.abs(sums[i] - plain[i]) <= TOLERANCE * Math.abs(plain[i]))) {
        return false;
      }
    }
    return true;
  }

  private static double[] sums(PixelArithmetic arithmetic) {
    float[] noise = KernelProof.noise(2 * PIXELS);
    double[] sums = new double[QUANTITIES];
    arithmetic.sum(
        Arrays.copyOf(noise, PIXELS),
        Arrays.copyOfRange(noise, PIXELS, 2 * PIXELS),
        0.25,
        -0.125,
        sums);
    return sums;
  }
}
