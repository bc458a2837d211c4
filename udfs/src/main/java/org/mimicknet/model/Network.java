/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mimicknet.Internal;

/**
 * A network as data: nodes in an order in which every input stands before its use. The first node
 * is the {@link Layer.Input}, the last one gives the result. Feature maps are height x width x
 * channels; the input and the result have one channel. A network that exists is consistent: names
 * are unique, channels fit, and the result has the height and width of the input for every input
 * whose sides are multiples of 16.
 */
@Internal
public record Network(List<Node> nodes) {
  /** One layer and the indices of the nodes that feed it. */
  public record Node(String name, Layer layer, List<Integer> inputs) {
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * @throws IllegalArgumentException if the graph is not consistent; the message names the node
   */
  public Network {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty() || !(nodes.get(0).layer() instanceof Layer.Input)) {
      throw new IllegalArgumentException("Cannot make a network: its first node must be the input");
    }
    if (nodes.size() < 2) {
      throw new IllegalArgumentException("Cannot make a network: it has no layer");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (!names.add(node.name())) {
        throw new IllegalArgumentException(
            "Cannot make a network: two nodes are named %s".formatted(node.name()));
      }
      for (int input : node.inputs()) {
        if (input < 0 || input >= i) {
          throw new IllegalArgumentException(
              "Cannot make a network: node %s (%s) reads node %s, which does not stand before it"
                  .formatted(i, node.name(), input));
        }
      }
    }
    FeatureMap.ofResult(nodes);
  }

  /** The number of trained values: kernels and biases. */
  public long parameters() {
    return nodes.stream().mapToLong(node -> node.layer().parameters()).sum();
  }
}
