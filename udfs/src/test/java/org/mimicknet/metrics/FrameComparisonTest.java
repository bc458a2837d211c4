/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimicknet.image.Image;
import org.mimicknet.reference.Golden;
import org.mimicknet.signal.GainCorrection;

/** All four sets against golden/metrics_phantom.json, for every model and both inputs. */
class FrameComparisonTest {
  @ParameterizedTest
  @CsvSource({
    "mimicknet_1568473738-210304, clip80",
    "mimicknet_1568473738-210304, noclip",
    "mimicknet_matlab, clip80",
    "mimicknet_matlab, noclip",
    "mimicknet_legacy, clip80",
    "mimicknet_legacy, noclip"
  })
  void theFourSetsOfThePhantomAreTheGoldenOnes(String model, String input) {
    JsonNode golden = Golden.json("metrics_phantom.json");
    JsonNode expected = golden.at("/models/" + model + "/phantom_" + input);

    FrameMetrics metrics = phantom(model, input, Precision.DOUBLE);

    assertMetrics(metrics.output(), expected.get("f64"), 1e-8);
    assertMetrics(metrics.das(), golden.at("/das/" + input + "/f64"), 1e-8);
    assertMetrics(metrics.gainCorrected(), expected.get("gain_corrected_f64"), 1e-8);
    assertMetrics(metrics.histogramMatched(), expected.get("hm_f64"), 1e-6);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void gainCorrectionAgreesWithTheCorrectedImage(Precision precision) {
    Image clinical = Golden.input("phantom_dtce");
    Image output = Golden.output("mimicknet_matlab", "phantom_clip80");
    Metrics expected =
        new Comparison(Precision.DOUBLE).compare(GainCorrection.of(clinical, output), output);

    Metrics metrics = phantom("mimicknet_matlab", "clip80", precision).gainCorrected();

    assertThat(metrics.ssim()).isCloseTo(expected.ssim(), within(1e-6));
    assertThat(metrics.luminance()).isCloseTo(expected.luminance(), within(1e-6));
    assertThat(metrics.mse()).isCloseTo(expected.mse(), within(1e-8));
    assertThat(metrics.mae()).isCloseTo(expected.mae(), within(1e-8));
    assertThat(metrics.corr()).isCloseTo(expected.corr(), within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({"clip80", "noclip"})
  void floatSsimOfRealImagesIsWithinItsBound(String input) {
    FrameMetrics exact = phantom("mimicknet_1568473738-210304", input, Precision.DOUBLE);

    FrameMetrics fast = phantom("mimicknet_1568473738-210304", input, Precision.FLOAT);

    assertThat(fast.output().ssim()).isCloseTo(exact.output().ssim(), within(1e-5));
    assertThat(fast.das().ssim()).isCloseTo(exact.das().ssim(), within(1e-5));
    assertThat(fast.histogramMatched().ssim())
        .isCloseTo(exact.histogramMatched().ssim(), within(1e-5));
  }

  private static FrameMetrics phantom(String model, String input, Precision precision) {
    return new FrameComparison(precision)
        .compare(
            Golden.input("phantom_dtce"),
            Golden.input("phantom_" + input),
            Golden.input("phantom_clip80"),
            Golden.output(model, "phantom_" + input));
  }

  private static void assertMetrics(Metrics metrics, JsonNode expected, double tolerance) {
    assertThat(metrics.mse()).isCloseTo(expected.get("mse").asDouble(), within(tolerance));
    assertThat(metrics.mae()).isCloseTo(expected.get("mae").asDouble(), within(tolerance));
    assertThat(metrics.ssim()).isCloseTo(expected.get("ssim").asDouble(), within(tolerance));
    assertThat(metrics.contrastStructure())
        .isCloseTo(expected.get("contrast_structure").asDouble(), within(tolerance));
    assertThat(metrics.luminance())
        .isCloseTo(expected.get("luminance").asDouble(), within(tolerance));
    assertThat(metrics.psnr()).isCloseTo(expected.get("psnr").asDouble(), within(2e-6));
    assertThat(metrics.corr()).isCloseTo(expected.get("corr").asDouble(), within(tolerance));
  }
}
