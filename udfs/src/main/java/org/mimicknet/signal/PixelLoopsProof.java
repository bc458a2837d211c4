/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import java.util.Arrays;
import org.mimicknet.KernelProof;

/** Whether a kernel computes what {@link PlainLoops} does: whole registers and what is left. */
final class PixelLoopsProof {
  private static final int PIXELS = 75;
  private static final double SUM_TOLERANCE = 1e-12;
  private static final double LOGARITHM_TOLERANCE = 1e-7;

  private PixelLoopsProof() {}

  static boolean holds(PixelLoops kernel) {
    PixelLoops plain = new PlainLoops();
    float[] pixels = KernelProof.noise(PIXELS);
    return Math.abs(kernel.sumFrom(pixels, 0.5) - plain.sumFrom(pixels, 0.5)) <= SUM_TOLERANCE
        && kernel.range(pixels).equals(plain.range(pixels))
        && Arrays.equals(stretched(kernel, pixels), stretched(plain, pixels))
        && sameLogarithms(logarithms(kernel, pixels), logarithms(plain, pixels))
        && Arrays.equals(clipped(kernel, pixels), clipped(plain, pixels))
        && findsNaN(kernel);
  }

  private static float[] stretched(PixelLoops loops, float[] pixels) {
    float[] stretched = new float[PIXELS];
    loops.stretch(pixels, -1, 3, stretched);
    return stretched;
  }

  private static float[] logarithms(PixelLoops loops, float[] pixels) {
    float[] logarithms = new float[PIXELS];
    loops.logarithms(pixels, 1000, 0.15, logarithms);
    return logarithms;
  }

  private static boolean sameLogarithms(float[] some, float[] others) {
    for (int i = 0; i < PIXELS; i++) {
      if (!(Math.abs(some[i] - others[i]) <= LOGARITHM_TOLERANCE)) {
        return false;
      }
    }
    return true;
  }

  private static float[] clipped(PixelLoops loops, float[] pixels) {
    float[] clipped = new float[PIXELS];
    return loops.clip(pixels, 1, clipped, 0, PIXELS - 1) ? clipped : new float[0];
  }

  /** In a register, and in what is left. */
  private static boolean findsNaN(PixelLoops loops) {
    for (int index : new int[] {3, PIXELS - 1}) {
      float[] pixels = new float[PIXELS];
      pixels[index] = Float.NaN;
      if (loops.clip(pixels, 0, new float[PIXELS], 0, PIXELS)) {
        return false;
      }
    }
    return true;
  }
}
