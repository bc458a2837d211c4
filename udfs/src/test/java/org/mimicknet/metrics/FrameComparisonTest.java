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
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.signal.GainCorrection;

/**
 * All four sets against the published metrics of the phantom, for every model and both inputs, and
 * against those that NumPy and scikit-image find for a frame of the shipped model.
 */
class FrameComparisonTest {
  @ParameterizedTest
  @NeedsSharedData("the published metrics")
  @CsvSource({
    "mimicknet_1568473738-210304, clip80",
    "mimicknet_1568473738-210304, noclip",
    "mimicknet_matlab, clip80",
    "mimicknet_matlab, noclip",
    "mimicknet_legacy, clip80",
    "mimicknet_legacy, noclip"
  })
  void theFourSetsOfThePhantomAreTheGoldenOnes(String model, String input) {
    JsonNode golden = Golden.PUBLISHED.json("metrics_phantom.json");
    JsonNode expected = golden.at("/models/" + model + "/phantom_" + input);

    FrameMetrics metrics = phantom(model, input, Precision.DOUBLE);

    assertMetrics(metrics.output(), expected.get("f64"), 1e-8);
    assertMetrics(metrics.das(), golden.at("/das/" + input + "/f64"), 1e-8);
    assertMetrics(metrics.gainCorrected(), expected.get("gain_corrected_f64"), 1e-8);
    assertMetrics(metrics.histogramMatched(), expected.get("hm_f64"), 1e-6);
  }

  @ParameterizedTest
  @NeedsSharedData("the published metrics")
  @EnumSource(Precision.class)
  void gainCorrectionAgreesWithTheCorrectedImage(Precision precision) {
    Image clinical = Golden.PUBLISHED.input("phantom_dtce");
    Image output = Golden.PUBLISHED.output("mimicknet_matlab", "phantom_clip80");
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
  @NeedsSharedData("the published metrics")
  @CsvSource({"clip80", "noclip"})
  void floatSsimOfRealImagesIsWithinItsBound(String input) {
    FrameMetrics exact = phantom("mimicknet_1568473738-210304", input, Precision.DOUBLE);

    FrameMetrics fast = phantom("mimicknet_1568473738-210304", input, Precision.FLOAT);

    assertThat(fast.output().ssim()).isCloseTo(exact.output().ssim(), within(1e-5));
    assertThat(fast.das().ssim()).isCloseTo(exact.das().ssim(), within(1e-5));
    assertThat(fast.histogramMatched().ssim())
        .isCloseTo(exact.histogramMatched().ssim(), within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theFourSetsOfTheShippedFrameAreThoseOfPython(Precision precision) {
    JsonNode frame = Golden.SHIPPED.json("metrics_frame.json");
    Image das = Golden.SHIPPED.input("frame");

    FrameMetrics metrics =
        new FrameComparison(precision)
            .compare(
                Golden.SHIPPED.image(frame.get("reference")),
                das,
                das,
                Golden.SHIPPED.output("mimicknet-sim", "frame"));

    boolean exact = precision == Precision.DOUBLE;
    assertMetrics(metrics.output(), frame.get("output"), exact ? 1e-8 : 1e-5);
    assertMetrics(metrics.das(), frame.get("das"), exact ? 1e-8 : 1e-5);
    assertMetrics(metrics.gainCorrected(), frame.get("gain_corrected"), exact ? 1e-8 : 1e-5);
    assertMetrics(metrics.histogramMatched(), frame.get("histogram_matched"), exact ? 1e-6 : 1e-5);
  }

  private static FrameMetrics phantom(String model, String input, Precision precision) {
    return new FrameComparison(precision)
        .compare(
            Golden.PUBLISHED.input("phantom_dtce"),
            Golden.PUBLISHED.input("phantom_" + input),
            Golden.PUBLISHED.input("phantom_clip80"),
            Golden.PUBLISHED.output(model, "phantom_" + input));
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
