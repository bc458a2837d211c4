/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mimicknet.image.Image;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.reference.Golden;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/**
 * Every output of both manifests, padded with both rules, from the shipped model and from each
 * published file, by both engines.
 */
class GoldenOutputsTest {
  private static final float TOLERANCE = 5e-6f;
  private static final float PARITY = 2e-6f;

  /** The two rules of docs/SCIENCE.md section 3: pixels added at the end of a side. */
  private enum Rule {
    KERAS_REFLECT_END,
    MINIMAL;

    int padded(int n) {
      return this == MINIMAL && n % 16 == 0 ? n : n + 16 - n % 16;
    }
  }

  @TestFactory
  @NeedsSharedData("the published weights")
  List<DynamicTest> everyGoldenOutputOfThePublishedModelsIsReproduced() {
    List<DynamicTest> tests = tests(Golden.PUBLISHED, TestModels::published);
    assertThat(tests).hasSize(30);
    return tests;
  }

  @TestFactory
  List<DynamicTest> everyGoldenOutputOfTheShippedModelIsReproduced() {
    List<DynamicTest> tests = tests(Golden.SHIPPED, name -> ModelBundle.shipped());
    assertThat(tests).hasSize(14);
    return tests;
  }

  @Test
  @NeedsSharedData("the published weights")
  void aPaddedFileGivesTheSameBitsAsItsBase() {
    Image image = SharedData.golden("padded/crop_225x39.f32", 240, 48);
    String name = "mimicknet_1568473738-210304";

    float[] base = run(EngineChoice.ONNX, TestModels.published(name), image);
    float[] padded = run(EngineChoice.ONNX, TestModels.published("padded_" + name), image);

    assertThat(padded).isEqualTo(base);
  }

  private static List<DynamicTest> tests(Golden golden, Function<String, ModelBundle> models) {
    JsonNode manifest = golden.json("manifest.json");
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> model : manifest.get("outputs").properties()) {
      ModelBundle bundle = models.apply(model.getKey());
      for (Map.Entry<String, JsonNode> output : model.getValue().get("cases").properties()) {
        Case given = new Case(golden, manifest, bundle, output.getKey());
        add(tests, given, output.getValue(), Rule.KERAS_REFLECT_END);
        add(tests, given, output.getValue().path("minimal_pad"), Rule.MINIMAL);
      }
    }
    return tests;
  }

  /** An input of a manifest, and the model that it is given to. */
  private record Case(Golden golden, JsonNode manifest, ModelBundle model, String input) {
    Image image() {
      return golden.image(manifest.get("inputs").get(input));
    }

    JsonNode padded() {
      return manifest.get("padded").path(input);
    }
  }

  private static void add(List<DynamicTest> tests, Case given, JsonNode output, Rule rule) {
    if (output.has("file")) {
      tests.add(
          DynamicTest.dynamicTest(
              output.get("file").asText(), () -> assertReproduced(given, output, rule)));
    }
  }

  private static void assertReproduced(Case given, JsonNode output, Rule rule) {
    Image image = given.image();
    Image expected = given.golden().image(output);
    Image padded = padded(image, rule);
    if (rule == Rule.KERAS_REFLECT_END && given.padded().has("file")) {
      assertThat(padded.pixels()).isEqualTo(given.golden().image(given.padded()).pixels());
    }

    float[] onnx = run(EngineChoice.ONNX, given.model(), padded);
    float[] vector = run(EngineChoice.VECTOR, given.model(), padded);

    assertThat(worst(onnx, image, padded, expected)).isLessThanOrEqualTo(TOLERANCE);
    assertThat(worst(vector, image, padded, expected)).isLessThanOrEqualTo(TOLERANCE);
    assertThat(vector).containsExactly(onnx, within(PARITY));
  }

  /** The largest difference; golden outputs are cropped and clipped to [0, 1]. */
  private static float worst(float[] output, Image image, Image padded, Image expected) {
    float worst = 0;
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        float value = Math.min(1, Math.max(0, output[row * padded.width() + column]));
        float wanted = expected.pixels()[row * image.width() + column];
        worst = Math.max(worst, Math.abs(value - wanted));
      }
    }
    return worst;
  }

  private static float[] run(EngineChoice choice, ModelBundle bundle, Image image) {
    DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);
    try (NetworkEngine engine = Engines.open(choice, bundle, cpu)) {
      return engine.run(image.pixels(), image.height(), image.width());
    }
  }

  private static Image padded(Image image, Rule rule) {
    int height = rule.padded(image.height());
    int width = rule.padded(image.width());
    float[] pixels = new float[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int fromRow = row < image.height() ? row : 2 * (image.height() - 1) - row;
        int fromColumn = column < image.width() ? column : 2 * (image.width() - 1) - column;
        pixels[row * width + column] = image.pixels()[fromRow * image.width() + fromColumn];
      }
    }
    return new Image(pixels, height, width);
  }
}
