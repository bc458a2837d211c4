/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;
import org.mimicknet.model.Weights;

/** U-Nets with random weights, of the kinds that the project trains and imports. */
final class UNets {
  /** How the convolutions of a network are made. */
  enum Kind {
    DENSE,
    /** A depthwise convolution, then one of 1 x 1. */
    SEPARABLE
  }

  /**
   * What a network looks like.
   *
   * @param halvings levels below the first
   * @param encoderSlope slope of the encoder's activations; the decoder's are plain ReLU
   */
  record Design(Kind kind, int filters, int rows, int columns, int halvings, float encoderSlope) {}

  private final Design design;
  private final Random random;
  private final List<Network.Node> nodes = new ArrayList<>();

  private UNets(Design design, long seed) {
    this.design = design;
    this.random = new Random(seed);
  }

  static Network random(Design design, long seed) {
    return new UNets(design, seed).network();
  }

  /** A frame with values in [0, 1]. */
  static float[] frame(int height, int width, long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return pixels;
  }

  private Network network() {
    int filters = design.filters();
    int x = add("input", new Layer.Input());
    List<Integer> skips = new ArrayList<>();
    for (int level = 0; level <= design.halvings(); level++) {
      x = block(level == 0 ? 1 : filters, x, design.encoderSlope());
      x = block(filters, x, design.encoderSlope());
      if (level < design.halvings()) {
        skips.add(x);
        x = add("pool", new Layer.MaxPooling(), x);
      }
    }
    for (int level = design.halvings() - 1; level >= 0; level--) {
      Layer.Shape shape = new Layer.Shape(2, 2, filters, filters);
      x =
          add(
              "up",
              new Layer.TransposedConvolution(
                  shape, values(4 * filters * filters, filters), values(filters, 16)),
              x);
      x = add("concat", new Layer.Concatenation(), x, skips.get(level));
      x = block(2 * filters, x, 0);
      x = block(filters, x, 0);
    }
    convolution(1, 1, filters, 1, x);
    return new Network(nodes);
  }

  private int block(int inputs, int x, float slope) {
    int filters = design.filters();
    int y;
    if (design.kind() == Kind.SEPARABLE) {
      int taps = design.rows() * design.columns();
      Layer.Shape shape = new Layer.Shape(design.rows(), design.columns(), inputs, inputs);
      y =
          add(
              "depthwise",
              new Layer.DepthwiseConvolution(
                  shape, values(taps * inputs, taps), values(inputs, 16)),
              x);
      y = convolution(1, 1, inputs, filters, y);
    } else {
      y = convolution(design.rows(), design.columns(), inputs, filters, x);
    }
    return add("activation", new Layer.Relu(slope), y);
  }

  private int convolution(int rows, int columns, int inputs, int outputs, int x) {
    int fanIn = rows * columns * inputs;
    Layer.Shape shape = new Layer.Shape(rows, columns, inputs, outputs);
    return add(
        "convolution",
        new Layer.Convolution(shape, values(fanIn * outputs, fanIn), values(outputs, 16)),
        x);
  }

  /** Uniform values, scaled so that feature maps keep their size from layer to layer. */
  private Weights values(int count, int fanIn) {
    double range = Math.sqrt(3.0 / fanIn);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * range);
    }
    return new Weights(values);
  }

  private int add(String name, Layer layer, Integer... inputs) {
    nodes.add(new Network.Node(name + "_" + nodes.size(), layer, List.of(inputs)));
    return nodes.size() - 1;
  }
}
