/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mimicknet.model.Network.Node;

/**
 * Reads an ONNX model that {@link OnnxExport} wrote back into the network. What it reads is written
 * again and compared, so no attribute of another program's file is overlooked.
 */
final class OnnxImport {
  private final Map<String, TensorProto> weights = new HashMap<>();
  private final Map<String, Integer> values = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private OnnxImport() {}

  /**
   * The network of an ONNX file.
   *
   * @throws ModelException if the bytes are not an ONNX model as {@link OnnxExport} writes it; the
   *     message names the node
   */
  public static Network fromBytes(byte[] bytes) {
    GraphProto graph;
    try {
      graph = ModelProto.parseFrom(bytes).getGraph();
    } catch (InvalidProtocolBufferException e) {
      throw refused("it is not an ONNX file", e);
    }
    Network network;
    try {
      network = new OnnxImport().read(graph);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refused(e.getMessage(), e);
    }
    compare(graph, OnnxExport.graph(network));
    return network;
  }

  private Network read(GraphProto graph) {
    graph.getInitializerList().forEach(tensor -> weights.put(tensor.getName(), tensor));
    nodes.add(new Node(OnnxExport.INPUT, new Layer.Input(), List.of()));
    values.put(OnnxExport.INPUT, 0);
    for (NodeProto proto : graph.getNodeList()) {
      Layer layer = layer(proto);
      List<Integer> inputs = new ArrayList<>();
      int count = layer.parameters() > 0 ? 1 : proto.getInputCount();
      for (String name : proto.getInputList().subList(0, count)) {
        inputs.add(value(proto, name));
      }
      proto.getOutputList().forEach(name -> values.put(name, nodes.size()));
      nodes.add(new Node(proto.getName(), layer, inputs));
    }
    return new Network(nodes);
  }

  private int value(NodeProto proto, String name) {
    Integer index = values.get(name);
    if (index == null) {
      throw new IllegalArgumentException(
          "node %s reads %s, which no node before it gives".formatted(proto.getName(), name));
    }
    return index;
  }

  private Layer layer(NodeProto proto) {
    return switch (proto.getOpType()) {
      case "Conv" -> convolution(proto);
      case "ConvTranspose" -> transposed(proto);
      case "MaxPool" -> new Layer.MaxPooling();
      case "Relu" -> new Layer.Relu(0);
      case "LeakyRelu" -> new Layer.Relu(slope(proto));
      case "Concat" -> new Layer.Concatenation();
      default ->
          throw new IllegalArgumentException(
              "node %s is a %s, which is not supported"
                  .formatted(proto.getName(), proto.getOpType()));
    };
  }

  private Layer convolution(NodeProto proto) {
    TensorProto kernel = weights(proto, 1, 4);
    Weights bias = OnnxWeights.vector(weights(proto, 2, 1));
    int outputs = Math.toIntExact(kernel.getDims(0));
    int inputs = Math.toIntExact(kernel.getDims(1));
    if (isGrouped(proto)) {
      return new Layer.DepthwiseConvolution(
          shape(kernel, outputs, outputs), OnnxWeights.kernel(kernel), bias);
    }
    return new Layer.Convolution(shape(kernel, inputs, outputs), OnnxWeights.kernel(kernel), bias);
  }

  private Layer transposed(NodeProto proto) {
    TensorProto kernel = weights(proto, 1, 4);
    Weights bias = OnnxWeights.vector(weights(proto, 2, 1));
    int inputs = Math.toIntExact(kernel.getDims(0));
    int outputs = Math.toIntExact(kernel.getDims(1));
    return new Layer.TransposedConvolution(
        shape(kernel, inputs, outputs), OnnxWeights.kernel(kernel), bias);
  }

  private static Layer.Shape shape(TensorProto kernel, int inputs, int outputs) {
    int rows = Math.toIntExact(kernel.getDims(2));
    int columns = Math.toIntExact(kernel.getDims(3));
    return new Layer.Shape(rows, columns, inputs, outputs);
  }

  private TensorProto weights(NodeProto proto, int input, int rank) {
    TensorProto tensor = input < proto.getInputCount() ? weights.get(proto.getInput(input)) : null;
    if (tensor == null || tensor.getDimsCount() != rank) {
      throw new IllegalArgumentException(
          "node %s has no stored weights of rank %s as input %s"
              .formatted(proto.getName(), rank, input));
    }
    OnnxWeights.check(tensor);
    return tensor;
  }

  private static boolean isGrouped(NodeProto proto) {
    return proto.getAttributeList().stream()
        .anyMatch(attribute -> attribute.getName().equals("group") && attribute.getI() != 1);
  }

  private static float slope(NodeProto proto) {
    return proto.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals("alpha"))
        .map(AttributeProto::getF)
        .findFirst()
        .orElse(0.01f);
  }

  private static void compare(GraphProto found, GraphProto written) {
    for (int i = 0; i < written.getNodeCount(); i++) {
      if (!found.getNode(i).equals(written.getNode(i))) {
        throw refused(
            "node %s has attributes or names that are not supported"
                .formatted(found.getNode(i).getName()),
            null);
      }
    }
    if (!found.equals(written)) {
      throw refused("its inputs, outputs or weights are not as this program writes them", null);
    }
  }

  private static ModelException refused(String reason, Throwable cause) {
    return new ModelException(
        "Cannot read the ONNX model: %s; use a model.onnx that import-model or train wrote"
            .formatted(reason),
        cause);
  }
}
