/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import org.mimicknet.KernelProof;

/**
 * Whether a kernel computes what {@link Sweep} says: two blocks of pairs, two spans, and a sum and
 * a difference between them.
 */
final class BlockSumsProof {
  private static final int SPANS = 2;
  private static final int LENGTH = 2;
  private static final int BUTTERFLY = 1;
  private static final float SLOPE = 0.25f;
  private static final double TOLERANCE = 1e-5;

  private final KernelShape shape;
  private final int pairs;
  private final int channels;
  private final Sweep sweep;
  private final float[] seeds;
  private final float[] arena;

  private BlockSumsProof(KernelShape shape) {
    this.shape = shape;
    pairs = 2 * shape.slots() / shape.vectors();
    channels = shape.vectors() * shape.bits() / Float.SIZE;
    float[] weights = KernelProof.noise(SPANS * LENGTH * 2 * channels);
    sweep = new Sweep(new SweepWeights(weights, SPANS, LENGTH, BUTTERFLY), SLOPE, channels);
    sweep.span(0, 0, 3);
    sweep.span(1, 2, 1);
    sweep.pairs = pairs;
    sweep.seedStep = 2 * channels;
    sweep.output = pairs * shape.step() + 2 * LENGTH + 1;
    seeds = KernelProof.noise(2 * pairs * channels);
    arena = KernelProof.noise(sweep.output + 2 * pairs * channels);
  }

  static boolean holds(BlockSums kernel, KernelShape shape) {
    return new BlockSumsProof(shape).holds(kernel);
  }

  private boolean holds(BlockSums kernel) {
    kernel.blocks(arena, seeds, sweep, 0, pairs, 0, 0);
    for (int pair = 0; pair < pairs; pair++) {
      for (int channel = 0; channel < channels; channel++) {
        int even = 2 * pair * channels + channel;
        if (!holds(pair, channel, even, even + channels)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean holds(int pair, int channel, int even, int odd) {
    boolean seeded = shape.sums() != Sums.PARTIAL;
    double evenSum = seeded ? seeds[even] : 0;
    double oddSum = seeded ? seeds[odd] : 0;
    for (int span = 0; span < SPANS; span++) {
      if (span == BUTTERFLY) {
        double difference = oddSum;
        oddSum = evenSum - difference;
        evenSum += difference;
      }
      evenSum += spanSum(sweep.evenStarts[span], pair, 2 * span * LENGTH * channels + channel);
      oddSum += spanSum(sweep.oddStarts[span], pair, (2 * span * LENGTH + 1) * channels + channel);
    }
    return close(arena[sweep.output + even], evenSum) && close(arena[sweep.output + odd], oddSum);
  }

  private double spanSum(int start, int pair, int weight) {
    double sum = 0;
    for (int i = 0; i < LENGTH; i++) {
      float input = arena[start + pair * shape.step() + i];
      sum += input * (double) sweep.weights[weight + 2 * i * channels];
    }
    return sum;
  }

  private boolean close(float result, double sum) {
    double activated = shape.sums() == Sums.RELU && sum < 0 ? SLOPE * sum : sum;
    return Math.abs(result - activated) <= TOLERANCE;
  }
}
