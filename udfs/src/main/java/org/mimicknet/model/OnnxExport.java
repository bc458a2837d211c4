/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.stream.LongStream;
import org.mimicknet.model.Network.Node;

/**
 * Writes a network as an ONNX model: input {@code image} and output {@code enhanced}, both float32
 * {@code [N, 1, H, W]} with free N, H and W. Nodes keep the names and the order of the network; the
 * same network always gives the same bytes.
 */
final class OnnxExport {
  static final String INPUT = "image";
  static final String OUTPUT = "enhanced";
  static final int OPERATOR_SET = 13;
  private static final int IR_VERSION = 8;

  private OnnxExport() {}

  /** The ONNX file. */
  public static byte[] toBytes(Network network) {
    return model(graph(network));
  }

  static GraphProto graph(Network network) {
    GraphProto.Builder graph = emptyGraph();
    for (int i = 1; i < network.nodes().size(); i++) {
      add(graph, network, i);
    }
    return graph.build();
  }

  static byte[] model(GraphProto graph) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("mimicknet")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  static GraphProto.Builder emptyGraph() {
    return GraphProto.newBuilder()
        .setName("mimicknet")
        .addInput(value(INPUT))
        .addOutput(value(OUTPUT));
  }

  /** Adds a node of the network. */
  static void add(GraphProto.Builder graph, Network network, int index) {
    Node node = network.nodes().get(index);
    List<String> inputs = node.inputs().stream().map(it -> valueName(network, it)).toList();
    add(graph, node.name(), node.layer(), inputs, valueName(network, index));
  }

  static void add(
      GraphProto.Builder graph, String name, Layer layer, List<String> inputs, String output) {
    NodeProto.Builder proto =
        NodeProto.newBuilder().setName(name).addAllInput(inputs).addOutput(output);
    if (layer instanceof Layer.Convolution it) {
      addConvolution(proto, it.shape(), 1);
      addWeights(graph, proto, OnnxWeights.kernel(it), it.bias());
    } else if (layer instanceof Layer.DepthwiseConvolution it) {
      addConvolution(proto, it.shape(), it.shape().inputs());
      addWeights(graph, proto, OnnxWeights.kernel(it), it.bias());
    } else if (layer instanceof Layer.TransposedConvolution it) {
      proto
          .setOpType("ConvTranspose")
          .addAttribute(integers("kernel_shape", 2, 2))
          .addAttribute(integers("strides", 2, 2));
      addWeights(graph, proto, OnnxWeights.kernel(it), it.bias());
    } else if (layer instanceof Layer.MaxPooling) {
      proto
          .setOpType("MaxPool")
          .addAttribute(integers("kernel_shape", 2, 2))
          .addAttribute(integers("strides", 2, 2));
    } else if (layer instanceof Layer.Relu it) {
      addRelu(proto, it.slope());
    } else if (layer instanceof Layer.Concatenation) {
      proto.setOpType("Concat").addAttribute(integer("axis", 1));
    }
    graph.addNode(proto);
  }

  private static void addConvolution(NodeProto.Builder proto, Layer.Shape shape, int groups) {
    int above = shape.rows() / 2;
    int left = shape.columns() / 2;
    proto
        .setOpType("Conv")
        .addAttribute(integers("kernel_shape", shape.rows(), shape.columns()))
        .addAttribute(integers("pads", above, left, above, left))
        .addAttribute(integer("group", groups));
  }

  private static void addRelu(NodeProto.Builder proto, float slope) {
    if (slope == 0) {
      proto.setOpType("Relu");
    } else {
      proto
          .setOpType("LeakyRelu")
          .addAttribute(
              AttributeProto.newBuilder()
                  .setName("alpha")
                  .setType(AttributeProto.AttributeType.FLOAT)
                  .setF(slope));
    }
  }

  private static void addWeights(
      GraphProto.Builder graph, NodeProto.Builder proto, TensorProto.Builder kernel, Weights bias) {
    String kernelName = proto.getName() + ":kernel";
    String biasName = proto.getName() + ":bias";
    graph.addInitializer(kernel.setName(kernelName));
    graph.addInitializer(OnnxWeights.vector(bias).setName(biasName));
    proto.addInput(kernelName).addInput(biasName);
  }

  static String valueName(Network network, int index) {
    if (index == 0) {
      return INPUT;
    }
    return index == network.nodes().size() - 1
        ? OUTPUT
        : network.nodes().get(index).name() + ":value";
  }

  private static ValueInfoProto value(String name) {
    return value(name, 1, "H", "W");
  }

  /** A float32 tensor {@code [N, channels, height, width]}; equal names are equal sides. */
  static ValueInfoProto value(String name, int channels, String height, String width) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(channels))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(height))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(width));
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE)
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static AttributeProto integers(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(LongStream.of(values).boxed().toList())
        .build();
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }
}
