/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;
import org.mimicknet.model.Network.Node;
import org.mimicknet.model.Weights;

/** Networks that the engine refuses, so that another one can take them. */
class PlannerTest {
  private static final Node INPUT = new Node("input", new Layer.Input(), List.of());

  @Test
  void anActivationOfTheInputIsRefused() {
    assertRefused(
        "node relu (Relu) does not follow a convolution whose result it alone reads, or has a slope"
            + " outside 0 to 1",
        INPUT,
        new Node("relu", new Layer.Relu(0), List.of(0)),
        convolution("last", 1, 1, 1, 1));
  }

  @Test
  void aSlopeAboveOneIsRefused() {
    assertRefused(
        "node relu (Relu) does not follow a convolution whose result it alone reads, or has a slope"
            + " outside 0 to 1",
        INPUT,
        convolution("first", 1, 1, 1, 0),
        new Node("relu", new Layer.Relu(1.5f), List.of(1)));
  }

  @Test
  void poolingOfASingleChannelIsRefused() {
    assertRefused(
        "node pool (MaxPooling) reads a map of one channel",
        INPUT,
        new Node("pool", new Layer.MaxPooling(), List.of(0)),
        upsampling("up", 1, 1, 1));
  }

  @Test
  void mapsOfDifferentNumbersOfChannelsAreRefused() {
    assertRefused(
        "node joined (Convolution) joins maps of different numbers of channels",
        INPUT,
        convolution("wide", 3, 1, 32, 0),
        convolution("narrow", 3, 1, 16, 0),
        new Node("concat", new Layer.Concatenation(), List.of(1, 2)),
        convolution("joined", 3, 48, 1, 3));
  }

  private static void assertRefused(String reason, Node... nodes) {
    Network network = new Network(List.of(nodes));
    assertThatThrownBy(() -> VectorProgram.of(network, 128))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessage("Cannot run this network with the vector engine: " + reason);
  }

  private static Node convolution(String name, int side, int inputs, int outputs, int from) {
    Layer.Shape shape = new Layer.Shape(side, side, inputs, outputs);
    Weights kernel = new Weights(new float[side * side * inputs * outputs]);
    Layer layer = new Layer.Convolution(shape, kernel, new Weights(new float[outputs]));
    return new Node(name, layer, List.of(from));
  }

  private static Node upsampling(String name, int inputs, int outputs, int from) {
    Layer.Shape shape = new Layer.Shape(2, 2, inputs, outputs);
    Weights kernel = new Weights(new float[4 * inputs * outputs]);
    Layer layer = new Layer.TransposedConvolution(shape, kernel, new Weights(new float[outputs]));
    return new Node(name, layer, List.of(from));
  }
}
