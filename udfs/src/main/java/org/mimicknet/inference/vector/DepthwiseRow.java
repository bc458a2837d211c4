package org.mimicknet.inference.vector;

/** A row of a depthwise convolution: every channel with its own kernel. */
interface DepthwiseRow {
  /**
   * Computes one output row.
   *
   * @param starts where the taps of the first pixel lie: one per tap
   * @param weights per tap {@code channels} weights, then the bias
   * @param channels floats of a pixel, a multiple of the vector's lanes
   */
  void run(
      float[] arena,
      int[] starts,
      float[] weights,
      int output,
      int pixels,
      int channels,
      float slope);
}
