/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.ArrayList;
import java.util.List;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;
import org.mimicknet.model.Weights;

/**
 * A small fixed U-Net and pixels of its result on a fixed frame, which were computed in double
 * outside this program. It goes through every kind of stage that the published networks need.
 */
final class SelfTest {
  private static final int HEIGHT = 32;
  private static final int WIDTH = 48;
  private static final int FILTERS = 16;
  private static final float SLOPE = 0.2f;
  private static final double TOLERANCE = 2e-6;

  /** Row, column, value. */
  private static final double[][] GOLDEN = {
    {0, 0, 0.1572280125},
    {0, 47, 0.1170714123},
    {15, 20, 0.1336763996},
    {16, 21, 0.1093294310},
    {31, 0, 0.0971481784},
    {31, 47, 0.0690452371}
  };

  private final List<Network.Node> nodes = new ArrayList<>();
  private long drawn;

  private SelfTest() {}

  /** True if the engine reproduces the golden pixels on this machine. */
  static boolean passes() {
    float[] frame = new float[HEIGHT * WIDTH];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = noise(i) / 64f;
    }
    try (VectorEngine engine = new VectorEngine(VectorProgram.of(new SelfTest().network()))) {
      float[] result = engine.run(frame, HEIGHT, WIDTH);
      for (double[] pixel : GOLDEN) {
        double difference = result[(int) (pixel[0] * WIDTH + pixel[1])] - pixel[2];
        if (!(Math.abs(difference) <= TOLERANCE)) {
          return false;
        }
      }
      return true;
    }
  }

  private Network network() {
    int input = add("input", new Layer.Input());
    int skip = block(FILTERS, block(1, input, SLOPE), SLOPE);
    int pooled = add("pool", new Layer.MaxPooling(), skip);
    int low = block(FILTERS, block(FILTERS, pooled, SLOPE), SLOPE);
    Layer.Shape shape = new Layer.Shape(2, 2, FILTERS, FILTERS);
    Layer up = new Layer.TransposedConvolution(shape, draw(4 * FILTERS * FILTERS), draw(FILTERS));
    int joined = add("concat", new Layer.Concatenation(), add("up", up, low), skip);
    convolution(1, FILTERS, 1, block(FILTERS, block(2 * FILTERS, joined, 0), 0));
    return new Network(nodes);
  }

  private int block(int inputs, int from, float slope) {
    return add("relu", new Layer.Relu(slope), convolution(3, inputs, FILTERS, from));
  }

  private int convolution(int side, int inputs, int outputs, int from) {
    Layer.Shape shape = new Layer.Shape(side, side, inputs, outputs);
    Weights kernel = draw(side * side * inputs * outputs);
    return add("conv", new Layer.Convolution(shape, kernel, draw(outputs)), from);
  }

  private Weights draw(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (noise(drawn++) - 32) / 128f;
    }
    return new Weights(values);
  }

  /** A number from 0 to 63 that looks random: a linear congruential step. */
  private static int noise(long index) {
    return (int) ((index * 1103515245L + 12345) / 65536 % 64);
  }

  private int add(String name, Layer layer, Integer... inputs) {
    nodes.add(new Network.Node(name + nodes.size(), layer, List.of(inputs)));
    return nodes.size() - 1;
  }
}
