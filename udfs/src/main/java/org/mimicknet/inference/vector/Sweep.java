package org.mimicknet.inference.vector;

/**
 * One walk along an output row: every output pixel is a seed plus weighted spans of input rows,
 * then the activation. Convolutions of every kind are such sweeps; they differ in where their spans
 * lie.
 *
 * <p>A span is a run of consecutive floats, {@code lengths[i]} long, which for pixel {@code x}
 * begins at {@code starts[i] + x * stride}; the stride is the kernel's. Weights lie in the order of
 * use: for each group of output channels that a kernel holds in registers, for each span, for each
 * float of it, one weight per channel of the group.
 */
final class Sweep {
  final float[] weights;
  final int[] lengths;

  /** Factor of negative sums: 1 for none, 0 for ReLU. */
  final float slope;

  final int[] starts;
  int pixels;

  /** The first pixel's seed, and the step to the next pixel's: 0 where all share one. */
  int seed;

  int seedStride;
  int output;
  int outputStride;

  Sweep(SweepWeights weights, float slope) {
    this.weights = weights.values();
    this.lengths = weights.lengths();
    this.slope = slope;
    this.starts = new int[lengths.length];
  }
}
