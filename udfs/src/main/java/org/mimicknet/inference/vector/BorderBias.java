/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/**
 * What the bias of an upsampled map, folded into the convolution after it, adds to each pixel: the
 * same everywhere but at the border, where some taps of the kernel lie outside the image.
 *
 * @param shares what each row of the kernel adds
 */
record BorderBias(List<Share> shares) {

  /**
   * The kernel's taps of one row times the upsampled bias, filled up to whole vectors.
   *
   * @param all all three taps
   * @param left the left tap, which falls outside at the first pixel
   * @param right the right tap, which falls outside at the last pixel
   */
  @SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
  record Share(float[] all, float[] left, float[] right) {}

  /** What is added to a channel far from the border. */
  float inside(int channel) {
    double sum = 0;
    for (Share share : shares) {
      sum += share.all()[channel];
    }
    return (float) sum;
  }

  /**
   * Takes from a row, to which {@link #inside} was added everywhere, what lies outside.
   *
   * @param at where the row begins
   * @param row its number
   * @param height rows of the image
   * @param pixels of the row
   */
  void correct(float[] rows, int at, int row, int height, int pixels) {
    for (int tap = 0; tap < shares.size(); tap++) {
      Share share = shares.get(tap);
      int stride = share.all().length;
      int y = row + tap - shares.size() / 2;
      if (y >= 0 && y < height) {
        subtract(share.left(), rows, at);
        subtract(share.right(), rows, at + (pixels - 1) * stride);
      } else {
        for (int pixel = 0; pixel < pixels; pixel++) {
          subtract(share.all(), rows, at + pixel * stride);
        }
      }
    }
  }

  private static void subtract(float[] share, float[] rows, int at) {
    for (int channel = 0; channel < share.length; channel++) {
      rows[at + channel] -= share[channel];
    }
  }
}
