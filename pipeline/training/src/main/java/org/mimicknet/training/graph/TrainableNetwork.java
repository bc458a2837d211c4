/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;
import org.mimicknet.model.Network.Node;
import org.mimicknet.model.Weights;

/**
 * A {@link Network} whose weights can be trained. It runs the network's own nodes, so the graph
 * that is trained is the graph that is exported, and any bundle can be trained further.
 *
 * <p>DJL's PyTorch has no transposed convolution. One of 2 x 2 with stride 2 is a 1 x 1 convolution
 * to four times the channels, whose four groups are then placed as the corners of each 2 x 2 block:
 * the same map.
 */
@Internal
public final class TrainableNetwork {
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape NONE = new Shape(0, 0);

  private final Network network;
  private final int[] lastUses;
  private final Parameters parameters = new Parameters();

  /** Starts from the weights of a network, which are copied. */
  public TrainableNetwork(Network network) {
    this.network = network;
    this.lastUses = lastUses(network);
    for (Node node : network.nodes()) {
      if (node.layer() instanceof Layer.Convolution it) {
        Layer.Shape shape = it.shape();
        int taps = shape.rows() * shape.columns();
        addConvolution(
            swapped(it.kernel().toArray(), taps, shape.inputs(), shape.outputs()),
            it.bias(),
            shape.inputs(),
            shape);
      } else if (node.layer() instanceof Layer.DepthwiseConvolution it) {
        Layer.Shape shape = it.shape();
        int taps = shape.rows() * shape.columns();
        addConvolution(
            swapped(it.kernel().toArray(), taps, 1, shape.outputs()), it.bias(), 1, shape);
      } else if (node.layer() instanceof Layer.TransposedConvolution it) {
        Layer.Shape shape = it.shape();
        parameters.add(it.kernel().toArray(), 4L * shape.outputs(), shape.inputs(), 1, 1);
        parameters.add(it.bias().toArray(), shape.outputs());
      }
    }
  }

  private void addConvolution(float[] kernel, Weights bias, int inputs, Layer.Shape shape) {
    parameters.add(kernel, shape.outputs(), inputs, shape.rows(), shape.columns());
    parameters.add(bias.toArray(), shape.outputs());
  }

  /** The weights, to read and to change. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Runs the network.
   *
   * @param images {@code [images, 1, height, width]}, sides multiples of 16
   * @param weights the {@link #parameters} as a {@link Step} made them
   * @return the network's own output, not clipped, of the same shape
   */
  public NDArray forward(NDArray images, List<NDArray> weights) {
    Iterator<NDArray> next = weights.iterator();
    List<NDArray> values = new ArrayList<>();
    for (int i = 0; i < network.nodes().size(); i++) {
      Node node = network.nodes().get(i);
      List<NDArray> inputs = node.inputs().stream().map(values::get).toList();
      values.add(inputs.isEmpty() ? images : run(node.layer(), inputs, next));
      release(values, node.inputs(), i);
    }
    return values.get(values.size() - 1);
  }

  /** Closes what no later node reads; PyTorch itself keeps what the way back needs. */
  private void release(List<NDArray> values, List<Integer> inputs, int now) {
    for (int input : inputs) {
      if (input > 0 && lastUses[input] == now) {
        values.get(input).close();
      }
    }
  }

  private static int[] lastUses(Network network) {
    int[] last = new int[network.nodes().size()];
    for (int i = 0; i < last.length; i++) {
      for (int input : network.nodes().get(i).inputs()) {
        last[input] = i;
      }
    }
    return last;
  }

  private static NDArray run(Layer layer, List<NDArray> inputs, Iterator<NDArray> weights) {
    NDArray x = inputs.get(0);
    if (layer instanceof Layer.Convolution it) {
      return convolve(x, weights.next(), weights.next(), it.shape(), 1);
    }
    if (layer instanceof Layer.DepthwiseConvolution it) {
      return convolve(x, weights.next(), weights.next(), it.shape(), it.shape().inputs());
    }
    if (layer instanceof Layer.TransposedConvolution) {
      return upsample(x, weights.next(), weights.next());
    }
    if (layer instanceof Layer.MaxPooling) {
      return Pool.maxPool2d(x, TWO, TWO, NONE, false);
    }
    if (layer instanceof Layer.Relu it) {
      return it.slope() == 0 ? Activation.relu(x) : Activation.leakyRelu(x, it.slope());
    }
    if (layer instanceof Layer.Concatenation) {
      return NDArrays.concat(new NDList(inputs), 1);
    }
    throw new IllegalStateException("Cannot train a layer of the kind " + layer);
  }

  private static NDArray convolve(
      NDArray x, NDArray kernel, NDArray bias, Layer.Shape shape, int groups) {
    Shape padding = new Shape(shape.rows() / 2, shape.columns() / 2);
    return Conv2d.conv2d(x, kernel, bias, ONE, padding, ONE, groups).singletonOrThrow();
  }

  private static NDArray upsample(NDArray x, NDArray kernel, NDArray bias) {
    Shape in = x.getShape();
    long images = in.get(0);
    long height = in.get(2);
    long width = in.get(3);
    long channels = bias.getShape().get(0);
    try (NDArray corners = Conv2d.conv2d(x, kernel).singletonOrThrow();
        NDArray blocks = corners.reshape(images, 2, 2, channels, height, width);
        NDArray placed = blocks.transpose(0, 3, 4, 1, 5, 2);
        NDArray linear = placed.reshape(images, channels, 2 * height, 2 * width)) {
      return linear.add(bias.reshape(1, channels, 1, 1));
    }
  }

  /** The network with the weights as they are now. */
  public Network network() {
    List<Node> nodes = new ArrayList<>();
    int tensor = 0;
    for (Node node : network.nodes()) {
      Layer layer = node.layer();
      if (layer.parameters() > 0) {
        layer = trained(layer, parameters.values(tensor), parameters.values(tensor + 1));
        tensor += 2;
      }
      nodes.add(new Node(node.name(), layer, node.inputs()));
    }
    return new Network(nodes);
  }

  private static Layer trained(Layer layer, float[] kernel, float[] bias) {
    if (layer instanceof Layer.Convolution it) {
      Layer.Shape shape = it.shape();
      int taps = shape.rows() * shape.columns();
      Weights keras = new Weights(swapped(kernel, shape.outputs(), shape.inputs(), taps));
      return new Layer.Convolution(shape, keras, new Weights(bias));
    }
    if (layer instanceof Layer.DepthwiseConvolution it) {
      Layer.Shape shape = it.shape();
      int taps = shape.rows() * shape.columns();
      Weights keras = new Weights(swapped(kernel, shape.outputs(), 1, taps));
      return new Layer.DepthwiseConvolution(shape, keras, new Weights(bias));
    }
    if (layer instanceof Layer.TransposedConvolution it) {
      return new Layer.TransposedConvolution(it.shape(), new Weights(kernel), new Weights(bias));
    }
    throw new IllegalStateException("Cannot export a layer of the kind " + layer);
  }

  /** {@code [a][b][c]} as {@code [c][b][a]}. */
  private static float[] swapped(float[] values, int a, int b, int c) {
    float[] swapped = new float[values.length];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        for (int k = 0; k < c; k++) {
          swapped[(k * b + j) * a + i] = values[(i * b + j) * c + k];
        }
      }
    }
    return swapped;
  }
}
