/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/** The inner loops of a {@link Sweep}, for a block of pairs of pixels that fits the registers. */
interface BlockSums {
  /**
   * Whole blocks of pairs {@code first} until {@code end}, for one group of output channels.
   *
   * @param arena holds the input rows and takes the output row
   * @param seeds where the sweep's seeds are: the arena or weights
   * @param channel the first output channel of the group
   * @param weight where the group's weights begin
   */
  void blocks(
      float[] arena, float[] seeds, Sweep sweep, int first, int end, int channel, int weight);
}
