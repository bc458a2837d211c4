/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

class OnnxRoundTripTest {
  @TempDir Path folder;

  @ParameterizedTest
  @NeedsSharedData("the published weights")
  @ValueSource(
      strings = {"mimicknet_1568473738-210304.h5", "mimicknet_matlab.h5", "mimicknet_legacy.h5"})
  void aPublishedModelComesBackEqual(String name) {
    Network network = KerasImport.read(SharedData.reference("keras/" + name));

    assertThat(OnnxImport.fromBytes(OnnxExport.toBytes(network))).isEqualTo(network);
  }

  @Test
  void theShippedModelComesBackEqual() {
    Network network = ModelBundle.shipped().network();

    assertThat(OnnxImport.fromBytes(OnnxExport.toBytes(network))).isEqualTo(network);
  }

  @Test
  void aDepthwiseSeparableModelComesBackEqual() {
    Network network = network();

    assertThat(OnnxImport.fromBytes(OnnxExport.toBytes(network))).isEqualTo(network);
  }

  @Test
  void inputAndOutputAreNamedAndFreeInSize() throws Exception {
    ModelProto model = ModelProto.parseFrom(OnnxExport.toBytes(network()));

    ValueInfoProto input = model.getGraph().getInput(0);
    TypeProto.Tensor tensor = input.getType().getTensorType();
    assertThat(input.getName()).isEqualTo("image");
    assertThat(tensor.getShape().getDimList())
        .extracting(dim -> dim.hasDimValue() ? dim.getDimValue() : dim.getDimParam())
        .containsExactly("N", 1L, "H", "W");
    assertThat(model.getGraph().getOutput(0).getName()).isEqualTo("enhanced");
    assertThat(model.getGraph().getOutput(0).getType()).isEqualTo(input.getType());
  }

  @Test
  void anOperatorThatIsNotKnownIsNamed() {
    assertRefused(
        model -> model.getGraphBuilder().getNodeBuilder(2).setOpType("Sigmoid").setName("odd"),
        "node odd is a Sigmoid, which is not supported");
  }

  @Test
  void anAttributeThatIsNotKnownIsNotOverlooked() {
    assertRefused(
        model ->
            model
                .getGraphBuilder()
                .getNodeBuilder(0)
                .getAttributeBuilder(1)
                .addInts(1)
                .setInts(0, 0),
        "node down0a_depthwise has attributes or names that are not supported");
  }

  @Test
  void aMissingTensorIsNamed() {
    assertRefused(
        model -> model.getGraphBuilder().removeInitializer(0),
        "node down0a_depthwise has no stored weights of rank 4 as input 1");
  }

  @Test
  void aTensorThatClaimsMoreThanItHoldsIsRefused() {
    assertRefused(
        model -> model.getGraphBuilder().getInitializerBuilder(0).setDims(0, 1L << 40),
        "the values down0a_depthwise:kernel are not 9895604649984 raw float32 values");
  }

  @Test
  void anEdgeToNowhereIsNamed() {
    assertRefused(
        model -> model.getGraphBuilder().getNodeBuilder(1).setInput(0, "nowhere"),
        "node down0a reads nowhere, which no node before it gives");
  }

  @Test
  void bytesThatAreNotOnnxAreRefused() {
    assertThatThrownBy(() -> OnnxImport.fromBytes("hello".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Cannot read the ONNX model: it is not an ONNX file; use a model.onnx that import-model or train wrote");
  }

  private void assertRefused(Consumer<ModelProto.Builder> change, String reason) {
    byte[] changed;
    try {
      ModelProto.Builder model = ModelProto.parseFrom(OnnxExport.toBytes(network())).toBuilder();
      change.accept(model);
      changed = model.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    assertThatThrownBy(() -> OnnxImport.fromBytes(changed))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(reason);
  }

  private Network network() {
    return KerasImport.read(KerasImportTest.separableUnet().write(folder));
  }
}
