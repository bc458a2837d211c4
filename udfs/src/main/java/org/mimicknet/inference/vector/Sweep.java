/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/**
 * One walk along an output row in pairs of pixels, an even and an odd one. (In a {@link
 * WinogradStage} the two are the upper and the lower row of a tile.) Each is a seed plus weighted
 * spans of input rows, then the activation; convolutions of every kind are such sweeps and differ
 * in where their spans lie.
 *
 * <p>A span is a run of {@code length} floats, which for pair {@code x} begins at {@code
 * evenStarts[i] + x * step} for the even pixel and at {@code oddStarts[i] + x * step} for the odd
 * one; the step is the kernel's. Spans before {@code butterfly}, if that is not -1, give a sum and
 * a difference instead: there, the even sums become {@code sum + difference} and the odd ones
 * {@code sum - difference}.
 *
 * <p>Weights lie in the order of use: for each group of output channels that a kernel holds in
 * registers, for each span, for each float of it, one weight per channel of the group for the even
 * pixel and one for the odd pixel.
 */
final class Sweep {
  final float[] weights;
  final int length;
  final int butterfly;
  final int[] evenStarts;
  final int[] oddStarts;

  /** Factor of negative sums: 1 for none, 0 for ReLU. */
  final float slope;

  /** Floats from a pixel of the output row to the next, and from an even seed to the odd one. */
  final int stride;

  int pairs;

  /** The first pair's seeds, and the step to the next pair's: 0 where all share one. */
  int seed;

  int seedStep;
  int output;

  Sweep(SweepWeights weights, float slope, int stride) {
    this.weights = weights.values();
    this.length = weights.length();
    this.butterfly = weights.butterfly();
    this.evenStarts = new int[weights.spans()];
    this.oddStarts = new int[weights.spans()];
    this.slope = slope;
    this.stride = stride;
  }

  void span(int index, int evenStart, int oddStart) {
    evenStarts[index] = evenStart;
    oddStarts[index] = oddStart;
  }
}
