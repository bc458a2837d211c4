/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mimicknet.Internal;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;
import org.mimicknet.model.Network.Node;
import org.mimicknet.model.Weights;

/**
 * The published architecture (docs/SCIENCE.md section 3): a U-Net of five levels with two
 * convolutions each, and as many filters at every level.
 *
 * @param filters channels of every level: 8, 16 or 32 in the published study
 * @param kernelRows axial size of the kernels, odd: 3 or 7
 * @param kernelColumns lateral size of the kernels, odd: 3
 * @param encoderSlope slope of the leaky ReLU of the encoder for negative values; 0 is the ReLU
 */
@Internal
public record UNet(int filters, int kernelRows, int kernelColumns, float encoderSlope) {
  private static final int LEVELS = 5;

  public UNet {
    if (filters <= 0 || kernelRows % 2 != 1 || kernelColumns % 2 != 1) {
      throw new IllegalArgumentException(
          "Cannot build a U-Net of %s filters of %s x %s: filters must be positive, sides odd"
              .formatted(filters, kernelRows, kernelColumns));
    }
  }

  /** The untrained network: Glorot's uniform weights, as Keras draws them, and biases of zero. */
  public Network initial(long seed) {
    return new Builder(new SplittableRandom(seed)).build();
  }

  private final class Builder {
    private final SplittableRandom random;
    private final List<Node> nodes = new ArrayList<>();

    Builder(SplittableRandom random) {
      this.random = random;
    }

    Network build() {
      int value = add("image", new Layer.Input());
      int[] skips = new int[LEVELS - 1];
      for (int level = 0; level < LEVELS; level++) {
        String name = "encoder" + level;
        value = twoConvolutions(name, value, level == 0 ? 1 : filters, encoderSlope);
        if (level < LEVELS - 1) {
          skips[level] = value;
          value = add(name + "_pool", new Layer.MaxPooling(), value);
        }
      }
      for (int level = LEVELS - 2; level >= 0; level--) {
        String name = "decoder" + level;
        int up = add(name + "_up", transposedConvolution(), value);
        int both = add(name + "_concat", new Layer.Concatenation(), up, skips[level]);
        value = twoConvolutions(name, both, 2 * filters, 0);
      }
      add("enhanced", convolution(1, 1, filters, 1), value);
      return new Network(nodes);
    }

    private int twoConvolutions(String name, int input, int channels, float slope) {
      int value = input;
      int inputs = channels;
      for (int i = 1; i <= 2; i++) {
        Layer convolution = convolution(kernelRows, kernelColumns, inputs, filters);
        value = add(name + "_conv" + i, convolution, value);
        value = add(name + "_act" + i, new Layer.Relu(slope), value);
        inputs = filters;
      }
      return value;
    }

    private int add(String name, Layer layer, Integer... inputs) {
      nodes.add(new Node(name, layer, List.of(inputs)));
      return nodes.size() - 1;
    }

    private Layer convolution(int rows, int columns, int inputs, int outputs) {
      int taps = rows * columns;
      float[] kernel = glorot(taps * inputs * outputs, taps * inputs, taps * outputs);
      return new Layer.Convolution(
          new Layer.Shape(rows, columns, inputs, outputs),
          new Weights(kernel),
          new Weights(new float[outputs]));
    }

    private Layer transposedConvolution() {
      float[] kernel = glorot(4 * filters * filters, 4 * filters, 4 * filters);
      return new Layer.TransposedConvolution(
          new Layer.Shape(2, 2, filters, filters),
          new Weights(kernel),
          new Weights(new float[filters]));
    }

    private float[] glorot(int count, int fanIn, int fanOut) {
      return Glorot.uniform(random, count, fanIn, fanOut);
    }
  }
}
