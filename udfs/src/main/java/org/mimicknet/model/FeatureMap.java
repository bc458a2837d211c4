/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import java.util.ArrayList;
import java.util.List;
import org.mimicknet.model.Network.Node;

/**
 * What a node of a network gives: its channels, and how often it was halved (level 0 has the size
 * of the image, level 4 a sixteenth of each side).
 */
record FeatureMap(int channels, int level) {
  private static final int DEEPEST_LEVEL = 4;

  /**
   * Follows the channels and sizes through all nodes.
   *
   * @throws IllegalArgumentException if a node does not fit the nodes that it reads, or the result
   *     is not one channel of the image's size
   */
  static FeatureMap ofResult(List<Node> nodes) {
    List<FeatureMap> maps = ofAll(nodes);
    FeatureMap result = maps.get(maps.size() - 1);
    if (result.channels != 1 || result.level != 0) {
      throw new IllegalArgumentException(
          "Cannot make a network: its result has %s channels at 1/%s of the image's size, 1 channel at full size is needed"
              .formatted(result.channels, 1 << result.level));
    }
    return result;
  }

  /**
   * What each node gives, in their order.
   *
   * @throws IllegalArgumentException if a node does not fit the nodes that it reads
   */
  static List<FeatureMap> ofAll(List<Node> nodes) {
    List<FeatureMap> maps = new ArrayList<>();
    for (Node node : nodes) {
      List<FeatureMap> inputs = node.inputs().stream().map(maps::get).toList();
      maps.add(after(node, inputs, maps.isEmpty()));
    }
    return maps;
  }

  private static FeatureMap after(Node node, List<FeatureMap> inputs, boolean first) {
    Layer layer = node.layer();
    if (layer instanceof Layer.Input) {
      if (!first || !inputs.isEmpty()) {
        throw misfit(node, "it is a second input");
      }
      return new FeatureMap(1, 0);
    }
    if (layer instanceof Layer.Concatenation) {
      return concatenated(node, inputs);
    }
    if (inputs.size() != 1) {
      throw misfit(node, "it reads %s nodes, 1 is needed".formatted(inputs.size()));
    }
    FeatureMap input = inputs.get(0);
    if (layer instanceof Layer.Convolution convolution) {
      return input.convolved(node, convolution.shape(), 0);
    }
    if (layer instanceof Layer.DepthwiseConvolution convolution) {
      return input.convolved(node, convolution.shape(), 0);
    }
    if (layer instanceof Layer.TransposedConvolution convolution) {
      return input.convolved(node, convolution.shape(), -1);
    }
    if (layer instanceof Layer.MaxPooling) {
      return input.resized(node, input.channels, 1);
    }
    return input;
  }

  private static FeatureMap concatenated(Node node, List<FeatureMap> inputs) {
    if (inputs.size() < 2) {
      throw misfit(node, "it reads %s nodes, 2 or more are needed".formatted(inputs.size()));
    }
    int channels = 0;
    for (FeatureMap input : inputs) {
      if (input.level != inputs.get(0).level) {
        throw misfit(node, "its inputs have different sizes");
      }
      channels = Math.addExact(channels, input.channels);
    }
    return new FeatureMap(channels, inputs.get(0).level);
  }

  private FeatureMap convolved(Node node, Layer.Shape shape, int levels) {
    if (shape.inputs() != channels) {
      throw misfit(
          node,
          "its kernel reads %s channels, its input has %s".formatted(shape.inputs(), channels));
    }
    return resized(node, shape.outputs(), levels);
  }

  private FeatureMap resized(Node node, int newChannels, int levels) {
    int newLevel = level + levels;
    if (newLevel < 0) {
      throw misfit(node, "it gives more pixels than the image has");
    }
    if (newLevel > DEEPEST_LEVEL) {
      throw misfit(node, "it halves the image more than %s times".formatted(DEEPEST_LEVEL));
    }
    return new FeatureMap(newChannels, newLevel);
  }

  private static IllegalArgumentException misfit(Node node, String reason) {
    return new IllegalArgumentException(
        "Cannot make a network: node %s does not fit, %s".formatted(node.name(), reason));
  }
}
