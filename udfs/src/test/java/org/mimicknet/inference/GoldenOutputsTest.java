/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mimicknet.image.Image;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.reference.SharedData;

/**
 * Every output of golden/manifest.json, padded with both rules, from each published file and by
 * both engines.
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

  private final JsonNode manifest = manifest();

  @TestFactory
  List<DynamicTest> everyGoldenOutputIsReproduced() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> model : manifest.get("outputs").properties()) {
      for (Map.Entry<String, JsonNode> golden : model.getValue().get("cases").properties()) {
        add(tests, model.getKey(), golden.getKey(), golden.getValue(), Rule.KERAS_REFLECT_END);
        add(
            tests,
            model.getKey(),
            golden.getKey(),
            golden.getValue().path("minimal_pad"),
            Rule.MINIMAL);
      }
    }
    assertThat(tests).hasSize(30);
    return tests;
  }

  @Test
  void aPaddedFileGivesTheSameBitsAsItsBase() {
    Image image = SharedData.golden("padded/crop_225x39.f32", 240, 48);

    float[] base = run(EngineChoice.ONNX, "mimicknet_1568473738-210304", image);
    float[] padded = run(EngineChoice.ONNX, "padded_mimicknet_1568473738-210304", image);

    assertThat(padded).isEqualTo(base);
  }

  private void add(
      List<DynamicTest> tests, String model, String input, JsonNode golden, Rule rule) {
    if (golden.has("file")) {
      tests.add(
          DynamicTest.dynamicTest(
              golden.get("file").asText(), () -> assertReproduced(model, input, golden, rule)));
    }
  }

  private void assertReproduced(String model, String input, JsonNode golden, Rule rule) {
    Image image = image(manifest.get("inputs").get(input));
    Image expected = image(golden);
    Image padded = padded(image, rule);
    if (rule == Rule.KERAS_REFLECT_END && manifest.get("padded").has(input)) {
      assertThat(padded.pixels()).isEqualTo(image(manifest.get("padded").get(input)).pixels());
    }

    float[] onnx = run(EngineChoice.ONNX, model, padded);
    float[] vector = run(EngineChoice.VECTOR, model, padded);

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

  private static float[] run(EngineChoice choice, String model, Image image) {
    ModelBundle bundle = TestModels.published(model);
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

  private static Image image(JsonNode entry) {
    JsonNode shape = entry.get("shape");
    return SharedData.golden(
        entry.get("file").asText(), shape.get(0).asInt(), shape.get(1).asInt());
  }

  private static JsonNode manifest() {
    try {
      return new ObjectMapper().readTree(SharedData.reference("golden/manifest.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
