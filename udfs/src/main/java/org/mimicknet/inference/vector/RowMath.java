/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/**
 * Element-wise work on rows of an arena. How many floats a pixel has, a multiple of the vector's
 * lanes, is the kernel's own constant.
 */
interface RowMath {
  /** 2 x 2 maxima: {@code pixels} output pixels from two rows of twice as many. */
  void maxima(float[] arena, int upper, int lower, int output, int pixels);

  /**
   * For each pixel one float: {@code bias} and the weighted sum of its channels. Reads up to three
   * pixels more and writes up to a vector past the last.
   */
  void pixelSums(float[] arena, int input, float[] weights, float bias, int output, int pixels);
}
