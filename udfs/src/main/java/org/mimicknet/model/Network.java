package org.mimicknet.model;

import java.util.List;

/**
 * A network as data: nodes in an order in which every input stands before its use. The first node
 * is the {@link Layer.Input}, the last one gives the result. Feature maps are height x width x
 * channels; the input and the result have one channel.
 */
public record Network(List<Node> nodes) {
  /** One layer and the indices of the nodes that feed it. */
  public record Node(String name, Layer layer, List<Integer> inputs) {
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  public Network {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty() || !(nodes.get(0).layer() instanceof Layer.Input)) {
      throw new IllegalArgumentException("Cannot make a network: its first node must be the input");
    }
    for (int i = 1; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      for (int input : node.inputs()) {
        if (input < 0 || input >= i) {
          throw new IllegalArgumentException(
              "Cannot make a network: node %d (%s) reads node %d, which does not stand before it"
                  .formatted(i, node.name(), input));
        }
      }
    }
  }

  /** The number of trained values: kernels and biases. */
  public long parameters() {
    return nodes.stream().mapToLong(node -> node.layer().parameters()).sum();
  }
}
