/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import org.mimicknet.KernelProof;

/** Whether a kernel computes the row that {@link DepthwiseRow} names, with two taps. */
final class DepthwiseRowProof {
  private static final int PIXELS = 3;
  private static final float SLOPE = 0.25f;
  private static final double TOLERANCE = 1e-5;

  private DepthwiseRowProof() {}

  static boolean holds(DepthwiseRow kernel, KernelShape shape) {
    int channels = shape.step();
    int output = (PIXELS + 1) * channels;
    float[] arena = KernelProof.noise(output + PIXELS * channels);
    float[] weights = KernelProof.noise(3 * channels);
    kernel.run(arena, new int[] {0, channels}, weights, output, PIXELS, SLOPE);
    for (int i = 0; i < PIXELS * channels; i++) {
      int c = i % channels;
      double sum =
          weights[2 * channels + c]
              + arena[i] * (double) weights[c]
              + arena[i + channels] * (double) weights[channels + c];
      double activated = sum < 0 ? SLOPE * sum : sum;
      if (!(Math.abs(arena[output + i] - activated) <= TOLERANCE)) {
        return false;
      }
    }
    return true;
  }
}
