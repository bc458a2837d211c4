/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.SplittableRandom;
import org.mimicknet.Internal;

/**
 * Judges patches of an image (docs/SCIENCE.md section 6): five times a 3 x 3 convolution, a leaky
 * ReLU of 0.2 and a 2 x 2 max-pooling, with 1, 2, 4, 8 and 16 times as many filters as the first;
 * then one 8 x 8 convolution to one value per patch. The published one starts with 32 filters and
 * gives a 16 x 16 map for an image of 512 x 512.
 */
@Internal
public final class PatchDiscriminator {
  private static final int LEVELS = 5;
  private static final int LAST_KERNEL = 8;
  private static final float SLOPE = 0.2f;
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape NONE = new Shape(0, 0);

  private final Parameters parameters = new Parameters();

  /** An untrained one. */
  public PatchDiscriminator(int firstFilters, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int inputs = 1;
    int outputs = firstFilters;
    for (int level = 0; level < LEVELS; level++) {
      add(random, 3, inputs, outputs);
      inputs = outputs;
      outputs *= 2;
    }
    add(random, LAST_KERNEL, inputs, 1);
  }

  private void add(SplittableRandom random, int side, int inputs, int outputs) {
    int taps = side * side;
    float[] kernel = Glorot.uniform(random, taps * inputs * outputs, taps * inputs, taps * outputs);
    parameters.add(kernel, outputs, inputs, side, side);
    parameters.add(new float[outputs], outputs);
  }

  /** The weights, to read and to change. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Judges images.
   *
   * @param images {@code [images, 1, height, width]}, sides multiples of 32
   * @param weights the {@link #parameters} as a {@link Step} made them
   * @return {@code [images, 1, height / 32, width / 32]}: near 1 for a real patch, near 0 for a
   *     made one
   */
  public NDArray forward(NDArray images, List<NDArray> weights) {
    NDArray x = images;
    for (int level = 0; level < LEVELS; level++) {
      NDArray kernel = weights.get(2 * level);
      NDArray bias = weights.get(2 * level + 1);
      x = Conv2d.conv2d(x, kernel, bias, ONE, ONE, ONE).singletonOrThrow();
      x = Pool.maxPool2d(Activation.leakyRelu(x, SLOPE), TWO, TWO, NONE, false);
    }
    // SAME padding of an even kernel: 3 before, 4 after, as TensorFlow pads. PyTorch pads both
    // sides alike, so one row and one column too many are made, and left out.
    NDArray kernel = weights.get(2 * LEVELS);
    NDArray bias = weights.get(2 * LEVELS + 1);
    Shape padding = new Shape(LAST_KERNEL / 2, LAST_KERNEL / 2);
    return Conv2d.conv2d(x, kernel, bias, ONE, padding, ONE).singletonOrThrow().get(":, :, 1:, 1:");
  }
}
