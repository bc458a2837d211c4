/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/** A row of a depthwise convolution: every channel with its own kernel. */
interface DepthwiseRow {
  /**
   * Computes one output row.
   *
   * @param starts where the taps of the first pixel lie: one per tap
   * @param weights for each tap, then for the bias, a pixel of weights
   */
  void run(float[] arena, int[] starts, float[] weights, int output, int pixels, float slope);
}
