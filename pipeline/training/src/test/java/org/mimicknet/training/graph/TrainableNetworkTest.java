/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.image.Image;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.DeviceSelection;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.Engines;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.model.KerasImport;
import org.mimicknet.model.Layer;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelCard;
import org.mimicknet.model.Network;
import org.mimicknet.model.PixelSettings;
import org.mimicknet.model.Weights;
import org.mimicknet.reference.Golden;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;
import org.mimicknet.signal.Clip;
import org.mimicknet.signal.PaddingRule;
import org.mimicknet.signal.Postprocessing;

class TrainableNetworkTest {
  @ParameterizedTest
  @NeedsSharedData("the published weights")
  @CsvSource({
    "mimicknet_1568473738-210304, crop_31x33, 16, 3, 0.2",
    "mimicknet_matlab, crop_31x33, 16, 3, 0",
    "mimicknet_legacy, phantom_noclip, 16, 7, 0"
  })
  void theArchitectureBuiltHereWithPublishedWeightsGivesTheGoldenOutput(
      String file, String input, int filters, int kernelRows, float encoderSlope) {
    Network published = KerasImport.read(SharedData.reference("keras/" + file + ".h5"));

    assertReproduced(
        new UNet(filters, kernelRows, 3, encoderSlope),
        published,
        Golden.PUBLISHED.input(input),
        Golden.PUBLISHED.output(file, input));
  }

  @Test
  void theArchitectureBuiltHereWithTheShippedWeightsGivesTheOutputOfPython() {
    Network shipped = ModelBundle.shipped().network();
    Layer.Relu encoder = (Layer.Relu) shipped.nodes().get(2).layer();

    assertReproduced(
        new UNet(16, 3, 3, encoder.slope()),
        shipped,
        Golden.SHIPPED.input("frame"),
        Golden.SHIPPED.output("mimicknet-sim", "frame"));
  }

  private static void assertReproduced(UNet unet, Network weights, Image image, Image expected) {
    TrainableNetwork trainable = new TrainableNetwork(unet.initial(1));

    trainable.parameters().copyFrom(new TrainableNetwork(weights).parameters());

    assertThat(worst(output(trainable, image), expected)).isLessThan(5e-6f);
  }

  @Test
  void thePublishedSizesHaveThePublishedNumbersOfParameters() {
    assertThat(new UNet(8, 3, 3, 0).initial(1).parameters()).isEqualTo(13_377);
    assertThat(new UNet(8, 7, 3, 0).initial(1).parameters()).isEqualTo(29_601);
    assertThat(new UNet(16, 3, 3, 0).initial(1).parameters()).isEqualTo(52_993);
    assertThat(new UNet(16, 7, 3, 0).initial(1).parameters()).isEqualTo(117_697);
  }

  @Test
  void whatIsExportedRunsInOnnxRuntimeAsItRanInTraining() {
    TrainableNetwork trainable = new TrainableNetwork(new UNet(8, 7, 3, 0.2f).initial(5));
    Random random = new Random(6);
    for (int i = 0; i < trainable.parameters().count(); i++) {
      float[] values = trainable.parameters().values(i);
      for (int j = 0; j < values.length; j++) {
        values[j] += 0.02f * (float) random.nextGaussian();
      }
    }
    Image image = noise(48, 32, random);

    float[] trained = rawOutput(trainable, image);
    float[] exported = onnx(trainable.network(), image);

    assertThat(worst(trained, exported)).isLessThan(1e-5f);
  }

  @Test
  void exportingWithoutTrainingChangesNoBit() {
    Network network = new UNet(8, 3, 3, 0).initial(3);

    assertThat(new TrainableNetwork(network).network()).isEqualTo(network);
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    TrainableNetwork trainable = new TrainableNetwork(new UNet(2, 3, 3, 0.2f).initial(7));
    Random random = new Random(8);
    Image image = noise(16, 16, random);
    Image target = noise(16, 16, random);

    List<float[]> gradients = new ArrayList<>();
    try (Step step = new Step(Device.cpu())) {
      List<NDArray> weights = step.variables(trainable.parameters());
      step.backward(() -> loss(step, trainable, weights, image, target));
      gradients.addAll(Step.gradients(weights));
    }

    int last = trainable.parameters().count() - 2;
    for (int tensor : List.of(0, 20, last)) {
      float[] values = trainable.parameters().values(tensor);
      float before = values[0];
      values[0] = before + 1e-2f;
      double above = loss(trainable, image, target);
      values[0] = before - 1e-2f;
      double below = loss(trainable, image, target);
      values[0] = before;
      double expected = (above - below) / 2e-2;
      assertThat((double) gradients.get(tensor)[0])
          .isCloseTo(expected, within(2e-4 + 0.02 * Math.abs(expected)));
    }
  }

  @Test
  void aDepthwiseNetworkCanBeTrainedFurther() {
    Network network =
        new Network(
            List.of(
                new Network.Node("image", new Layer.Input(), List.of()),
                new Network.Node("spread", pointwise(1, 4), List.of(0)),
                new Network.Node("depthwise", depthwise(4), List.of(1)),
                new Network.Node("gathered", pointwise(4, 1), List.of(2))));
    Image image = noise(16, 16, new Random(9));

    float[] trained = rawOutput(new TrainableNetwork(network), image);

    assertThat(worst(trained, onnx(network, image))).isLessThan(1e-5f);
    assertThat(new TrainableNetwork(network).network()).isEqualTo(network);
  }

  private static Layer pointwise(int inputs, int outputs) {
    return new Layer.Convolution(
        new Layer.Shape(1, 1, inputs, outputs), ramp(inputs * outputs), ramp(outputs));
  }

  private static Layer depthwise(int channels) {
    return new Layer.DepthwiseConvolution(
        new Layer.Shape(3, 3, channels, channels), ramp(9 * channels), ramp(channels));
  }

  private static Weights ramp(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = 0.1f * i - 0.05f * length;
    }
    return new Weights(values);
  }

  private static NDArray loss(
      Step step, TrainableNetwork network, List<NDArray> weights, Image image, Image target) {
    NDArray x = step.images(image.pixels(), 1, image.height(), image.width());
    NDArray y = step.images(target.pixels(), 1, target.height(), target.width());
    return Losses.mse(network.forward(x, weights), y);
  }

  private static double loss(TrainableNetwork network, Image image, Image target) {
    try (Step step = new Step(Device.cpu())) {
      List<NDArray> weights = step.constants(network.parameters());
      return loss(step, network, weights, image, target).toFloatArray()[0];
    }
  }

  private static Image output(TrainableNetwork network, Image image) {
    Image padded = PaddingRule.KERAS_REFLECT_END.pad(image);
    Image raw = new Image(rawOutput(network, padded), padded.height(), padded.width());
    return Postprocessing.output(raw, image.height(), image.width());
  }

  private static float[] rawOutput(TrainableNetwork network, Image image) {
    try (Step step = new Step(Device.cpu())) {
      NDArray input = step.images(image.pixels(), 1, image.height(), image.width());
      return network.forward(input, step.constants(network.parameters())).toFloatArray();
    }
  }

  private static float[] onnx(Network network, Image image) {
    ModelCard card =
        new ModelCard(
            "test",
            "test",
            "none",
            new PixelSettings(
                new Clip.AtDb(-80), PixelSettings.MIN_MAX, PixelSettings.KERAS_REFLECT_END),
            Map.of(),
            Map.of());
    DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);
    try (NetworkEngine engine =
        Engines.open(EngineChoice.ONNX, ModelBundle.of(card, network), cpu)) {
      return engine.run(image.pixels(), image.height(), image.width());
    }
  }

  private static Image noise(int height, int width, Random random) {
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return new Image(pixels, height, width);
  }

  private static float worst(Image image, Image expected) {
    return worst(image.pixels(), expected.pixels());
  }

  private static float worst(float[] values, float[] expected) {
    assertThat(values).hasSameSizeAs(expected);
    float worst = 0;
    for (int i = 0; i < values.length; i++) {
      worst = Math.max(worst, Math.abs(values[i] - expected[i]));
    }
    return worst;
  }
}
