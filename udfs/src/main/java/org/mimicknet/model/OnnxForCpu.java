/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mimicknet.model.Network.Node;

/**
 * Writes a network in the form that ONNX Runtime computes fastest on a CPU. A convolution of two
 * concatenated maps becomes the sum of a convolution of each, so that they are never copied
 * together:
 *
 * <pre>{@code
 * conv([up, skip]) = conv(skip) + conv(up)
 * }</pre>
 *
 * The runtime computes the first on top of the second, in the order of the concatenation, so that
 * the result keeps its bits. It does so only where it knows that both have the same size: their
 * sides are declared by the same names. Channels that do not fill its blocks stay concatenated:
 * nothing is gained.
 */
final class OnnxForCpu {
  /** Channels that the runtime computes together: 16 with AVX-512, else 8. */
  private static final int BLOCK = 16;

  private final Network network;
  private final List<FeatureMap> maps;
  private final Set<Integer> split;
  private final GraphProto.Builder graph = OnnxExport.emptyGraph();

  private OnnxForCpu(Network network) {
    this.network = network;
    this.maps = FeatureMap.ofAll(network.nodes());
    this.split = splittable();
  }

  /** The ONNX file: inputs, outputs and results are those of {@link OnnxExport}'s. */
  static byte[] toBytes(Network network) {
    return OnnxExport.model(new OnnxForCpu(network).graph());
  }

  private GraphProto graph() {
    for (int i = 1; i < network.nodes().size(); i++) {
      Node node = network.nodes().get(i);
      if (node.layer() instanceof Layer.Convolution convolution
          && split.contains(node.inputs().get(0))) {
        addSum(i, convolution);
      } else if (!split.contains(i)) {
        OnnxExport.add(graph, network, i);
      }
    }
    return graph.build();
  }

  /** Concatenations of two maps of whole blocks, which dense convolutions alone read. */
  private Set<Integer> splittable() {
    List<Node> nodes = network.nodes();
    Set<Integer> found = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      List<Integer> inputs = nodes.get(i).inputs();
      if (nodes.get(i).layer() instanceof Layer.Concatenation
          && inputs.size() == 2
          && inputs.stream().allMatch(input -> maps.get(input).channels() % BLOCK == 0)) {
        found.add(i);
      }
    }
    nodes.stream()
        .filter(node -> !(node.layer() instanceof Layer.Convolution))
        .flatMap(node -> node.inputs().stream())
        .forEach(found::remove);
    return found;
  }

  private void addSum(int index, Layer.Convolution convolution) {
    Node node = network.nodes().get(index);
    List<Integer> parts = network.nodes().get(node.inputs().get(0)).inputs();
    int outputs = convolution.shape().outputs();
    int channels = maps.get(parts.get(0)).channels();
    Weights noBias = new Weights(new float[outputs]);
    String first = addPart(node, 0, parts.get(0), slice(convolution, 0, channels, noBias));
    Layer.Convolution rest =
        slice(convolution, channels, convolution.shape().inputs(), convolution.bias());
    String second = addPart(node, 1, parts.get(1), rest);
    graph.addNode(
        NodeProto.newBuilder()
            .setName(node.name())
            .setOpType("Add")
            .addInput(second)
            .addInput(first)
            .addOutput(OnnxExport.valueName(network, index)));
  }

  /** Adds the convolution of one map and declares its sides; returns the name of its value. */
  private String addPart(Node node, int part, int input, Layer.Convolution convolution) {
    String name = node.name() + ":" + part;
    String value = name + ":value";
    OnnxExport.add(graph, name, convolution, List.of(OnnxExport.valueName(network, input)), value);
    graph.addValueInfo(
        OnnxExport.value(
            value, convolution.shape().outputs(), node.name() + ":height", node.name() + ":width"));
    return value;
  }

  /** The convolution of the input channels from {@code from} to before {@code to}. */
  private static Layer.Convolution slice(Layer.Convolution whole, int from, int to, Weights bias) {
    Layer.Shape shape = whole.shape();
    float[] kernel = whole.kernel().toArray();
    int outputs = shape.outputs();
    int taps = shape.rows() * shape.columns();
    int length = (to - from) * outputs;
    float[] part = new float[taps * length];
    for (int tap = 0; tap < taps; tap++) {
      int start = (tap * shape.inputs() + from) * outputs;
      System.arraycopy(kernel, start, part, tap * length, length);
    }
    return new Layer.Convolution(
        new Layer.Shape(shape.rows(), shape.columns(), to - from, outputs),
        new Weights(part),
        bias);
  }
}
