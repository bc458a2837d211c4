/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.reference.NaiveForward;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

class KerasImportTest {
  @TempDir Path folder;

  @ParameterizedTest
  @NeedsSharedData("the published weights")
  @CsvSource({
    "mimicknet_1568473738-210304.h5, 52993, 0.2",
    "padded_mimicknet_1568473738-210304.h5, 52993, 0.2",
    "mimicknet_matlab.h5, 52993, 0",
    "mimicknet_legacy.h5, 117697, 0"
  })
  void readsThePublishedModels(String name, long parameters, float encoderSlope) {
    Network network = KerasImport.read(published(name));

    assertThat(network.parameters()).isEqualTo(parameters);
    assertThat(network.nodes().get(2).layer()).isEqualTo(new Layer.Relu(encoderSlope));
    assertThat(network.nodes()).hasSize(50);
  }

  @Test
  @NeedsSharedData("the published weights")
  void aPaddedFileHoldsTheSameNetworkAsItsBase() {
    Network base = KerasImport.read(published("mimicknet_1568473738-210304.h5"));
    Network padded = KerasImport.read(published("padded_mimicknet_1568473738-210304.h5"));

    assertThat(padded).isEqualTo(base);
  }

  @Test
  @NeedsSharedData("the published weights")
  void everyLayerGivesWhatTheTraceSays() throws IOException {
    Network network = KerasImport.read(published("mimicknet_1568473738-210304.h5"));
    JsonNode trace =
        new ObjectMapper()
            .readTree(SharedData.reference("golden/layer_trace_crop_31x33.json").toFile())
            .get("layers_in_execution_order");

    List<NaiveForward.Map> maps =
        NaiveForward.maps(network, SharedData.golden("padded/crop_31x33.f32", 32, 48));

    assertThat(trace).hasSize(49);
    for (int i = 0; i < trace.size(); i++) {
      JsonNode expected = trace.get(i);
      NaiveForward.Map map = maps.get(i + 1);
      String name = network.nodes().get(i + 1).name();
      assertThat(name.split("#", -1)[0]).isEqualTo(expected.get("layer").asText());
      double sum = 0;
      double sumOfMagnitudes = 0;
      for (double value : map.values()) {
        sum += value;
        sumOfMagnitudes += Math.abs(value);
      }
      double tolerance = 1e-8 * expected.get("sum_abs").asDouble();
      assertThat(sum).as(name).isCloseTo(expected.get("sum").asDouble(), within(tolerance));
      assertThat(sumOfMagnitudes)
          .as(name)
          .isCloseTo(expected.get("sum_abs").asDouble(), within(tolerance));
      for (int column = 0; column < 5 && column < map.width(); column++) {
        assertThat(map.at(0, 0, column))
            .as("%s column %d", name, column)
            .isCloseTo(
                expected.get("first5_of_channel0_row0").get(column).asDouble(), within(1e-8));
      }
    }
  }

  @Test
  void followsTheCallsOfAnActivationThatIsUsedTwice() {
    Path file =
        new KerasFile()
            .conv("first", 3, 1, 4, "linear", "input_1")
            .relu("act", "first")
            .conv("second", 3, 4, 4, "linear", "act#0")
            .call("act", "second")
            .conv("last", 1, 4, 1, "linear", "act#1")
            .output("last")
            .write(folder);

    Network network = KerasImport.read(file);

    assertThat(network.nodes())
        .extracting(Network.Node::name)
        .containsExactly("image", "first", "act", "second", "act#1", "last");
    assertThat(network.nodes())
        .extracting(Network.Node::inputs)
        .containsExactly(List.of(), List.of(0), List.of(1), List.of(2), List.of(3), List.of(4));
  }

  @Test
  void readsTheDepthwiseSeparableModelOfTheOriginalRepository() {
    Network network = KerasImport.read(separableUnet().write(folder));

    assertThat(network.parameters()).isEqualTo(13_227);
  }

  @Test
  void aSeparableConvolutionIsADepthwiseAndAPointwiseOne() {
    KerasFile file =
        new KerasFile()
            .conv("first", 3, 1, 2, "linear", "input_1")
            .layer(
                "SeparableConv2D",
                "separable",
                "{'kernel_size': [3, 3], 'filters': 1, 'depth_multiplier': 1, 'strides': [1, 1], 'padding': 'same', 'use_bias': true, 'activation': 'relu'}",
                "first")
            .weights("separable", "depthwise_kernel:0", 3, 3, 2, 1)
            .weights("separable", "pointwise_kernel:0", 1, 1, 2, 1)
            .put("separable", "bias:0", new float[] {0.5f})
            .output("separable");

    List<Network.Node> nodes = KerasImport.read(file.write(folder)).nodes();

    assertThat(nodes)
        .extracting(Network.Node::name)
        .containsExactly("image", "first", "separable/depthwise", "separable", "separable/relu");
    float[][][][] kernel = file.kernel("separable", "depthwise_kernel:0");
    Layer.DepthwiseConvolution depthwise = (Layer.DepthwiseConvolution) nodes.get(2).layer();
    assertThat(depthwise.shape()).isEqualTo(new Layer.Shape(3, 3, 2, 2));
    assertThat(depthwise.kernel().at(2 * (3 * 2 + 1) + 1)).isEqualTo(kernel[2][1][1][0]);
    assertThat(depthwise.bias().toArray()).containsOnly(0);
    Layer.Convolution pointwise = (Layer.Convolution) nodes.get(3).layer();
    assertThat(pointwise.shape()).isEqualTo(new Layer.Shape(1, 1, 2, 1));
    assertThat(pointwise.bias().toArray()).containsExactly(0.5f);
  }

  /**
   * U-Net of depthwise 3x3 + 1x1 + ReLU blocks: docs/SCIENCE.md section 3 gives its 13,227 values.
   */
  static KerasFile separableUnet() {
    KerasFile file = new KerasFile();
    String last = "input_1";
    int channels = 1;
    for (int level = 0; level < 5; level++) {
      last = block(file, "down" + level + "a", channels, last);
      last = block(file, "down" + level + "b", 16, last);
      channels = 16;
      if (level < 4) {
        file.pool("pool" + level, last);
        last = "pool" + level;
      }
    }
    for (int level = 3; level >= 0; level--) {
      file.transposed("up" + level, 16, 16, last);
      file.concatenate("join" + level, "up" + level, "down" + level + "b_relu");
      last = block(file, "up" + level + "a", 32, "join" + level);
      last = block(file, "up" + level + "b", 16, last);
    }
    return file.conv("last", 1, 16, 1, "linear", last).output("last");
  }

  private static String block(KerasFile file, String name, int channels, String source) {
    file.depthwise(name + "_depthwise", 3, channels, source);
    file.conv(name, 1, channels, 16, "linear", name + "_depthwise");
    file.layer("ReLU", name + "_relu", "{'max_value': null, 'threshold': 0.0}", name);
    return name + "_relu";
  }

  private static Path published(String name) {
    return SharedData.reference("keras/" + name);
  }
}
