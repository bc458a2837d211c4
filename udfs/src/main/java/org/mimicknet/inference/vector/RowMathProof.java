/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import org.mimicknet.KernelProof;

/** Whether a kernel computes the maxima and the sums that {@link RowMath} names. */
final class RowMathProof {
  private static final int PIXELS = 5;
  private static final float BIAS = 0.5f;
  private static final double TOLERANCE = 1e-4;

  private final int channels;
  private final int row;
  private final int output;
  private final float[] arena;

  private RowMathProof(KernelShape shape) {
    channels = shape.step();
    row = 2 * PIXELS * channels;
    output = 2 * row;
    arena = KernelProof.noise(output + row + shape.bits() / Float.SIZE);
  }

  static boolean holds(RowMath kernel, KernelShape shape) {
    return new RowMathProof(shape).maxima(kernel) && new RowMathProof(shape).pixelSums(kernel);
  }

  private boolean maxima(RowMath kernel) {
    kernel.maxima(arena, 0, row, output, PIXELS);
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      for (int c = 0; c < channels; c++) {
        int left = 2 * pixel * channels + c;
        int right = left + channels;
        float top = Math.max(arena[left], arena[right]);
        float bottom = Math.max(arena[row + left], arena[row + right]);
        if (arena[output + pixel * channels + c] != Math.max(top, bottom)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean pixelSums(RowMath kernel) {
    float[] weights = KernelProof.noise(channels);
    kernel.pixelSums(arena, 0, weights, BIAS, output, PIXELS);
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      double sum = BIAS;
      for (int c = 0; c < channels; c++) {
        sum += arena[pixel * channels + c] * (double) weights[c];
      }
      if (!(Math.abs(arena[output + pixel] - sum) <= TOLERANCE)) {
        return false;
      }
    }
    return true;
  }
}
