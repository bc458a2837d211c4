/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxForCpuTest {
  private final ModelBundle shipped = ModelBundle.shipped();

  @Test
  void aConvolutionOfAConcatenationIsASumOfTwo() throws Exception {
    GraphProto graph = graph(shipped.onnxForCpu());

    assertThat(operators(graph(shipped.onnx()), "Concat")).hasSize(4);
    assertThat(operators(graph, "Concat")).isEmpty();
    assertThat(operators(graph, "Add")).hasSize(4);
    assertThat(operators(graph, "Conv")).hasSize(19 + 4);
  }

  @Test
  void theTermsOfASumHaveTheSameNamedSides() throws Exception {
    GraphProto graph = graph(shipped.onnxForCpu());

    for (NodeProto sum : operators(graph, "Add")) {
      List<TensorShapeProto> terms =
          sum.getInputList().stream().map(name -> shape(graph, name)).toList();
      assertThat(terms).hasSize(2);
      assertThat(terms.get(0)).isEqualTo(terms.get(1));
      assertThat(terms.get(0).getDimList())
          .extracting(TensorShapeProto.Dimension::getDimParam)
          .containsExactly("N", "", sum.getName() + ":height", sum.getName() + ":width");
      assertThat(terms.get(0).getDim(1).getDimValue()).isEqualTo(16);
    }
  }

  @Test
  void theBundleKeepsItsOwnFile() {
    shipped.onnxForCpu();

    assertThat(Sha256.of(shipped.onnx())).isEqualTo(shipped.sha256());
    assertThat(shipped.sha256())
        .isEqualTo("4b432b3d095b83a5665abd2ba67e3ab134fe7c25c6f2441f3d5dbd7a94c377bd");
    assertThat(OnnxExport.toBytes(shipped.network())).isEqualTo(shipped.onnx());
  }

  @Test
  void aDepthwiseConvolutionStillReadsTheConcatenation(@TempDir Path folder) {
    Network separable = KerasImport.read(KerasImportTest.separableUnet().write(folder));

    assertThat(OnnxForCpu.toBytes(separable)).isEqualTo(OnnxExport.toBytes(separable));
  }

  private static GraphProto graph(byte[] onnx) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(onnx).getGraph();
  }

  private static List<NodeProto> operators(GraphProto graph, String type) {
    return graph.getNodeList().stream().filter(node -> node.getOpType().equals(type)).toList();
  }

  private static TensorShapeProto shape(GraphProto graph, String value) {
    return graph.getValueInfoList().stream()
        .filter(info -> info.getName().equals(value))
        .map(ValueInfoProto::getType)
        .findFirst()
        .orElseThrow()
        .getTensorType()
        .getShape();
  }
}
