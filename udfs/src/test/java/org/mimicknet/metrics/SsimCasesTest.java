/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.SlidingSsim.Subject;
import org.mimicknet.reference.Golden;
import org.mimicknet.reference.SharedData;
import org.mimicknet.signal.FrameException;
import org.mimicknet.signal.Mean;

/** The golden cases are doubles, the images floats: so they agree to some 1e-9. */
class SsimCasesTest {
  record Case(Golden golden, String name, JsonNode expected) {
    int height() {
      return expected.get("shape").get(0).asInt();
    }

    int width() {
      return expected.get("shape").get(1).asInt();
    }

    double[] x() {
      return Arrays.copyOf(values(), height() * width());
    }

    double[] y() {
      return Arrays.copyOfRange(values(), height() * width(), 2 * height() * width());
    }

    private double[] values() {
      return golden.doubles(expected.get("file").asText());
    }

    boolean tooSmall() {
      return name.startsWith("too_small");
    }

    Image reference() {
      return image(x());
    }

    Image image() {
      return image(y());
    }

    private Image image(double[] values) {
      float[] pixels = new float[values.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) values[i];
      }
      return new Image(pixels, height(), width());
    }

    double expected(String metric) {
      return Double.parseDouble(expected.get(metric).asText());
    }

    @Override
    public String toString() {
      return name + ", " + golden;
    }
  }

  static Stream<Case> cases() {
    return SharedData.isPresent()
        ? Stream.of(Golden.values()).flatMap(SsimCasesTest::cases)
        : cases(Golden.SHIPPED);
  }

  private static Stream<Case> cases(Golden golden) {
    return golden.json("ssim/ssim_cases.json").get("cases").properties().stream()
        .map(entry -> new Case(golden, entry.getKey(), entry.getValue()));
  }

  static Stream<Case> windowed() {
    return cases().filter(each -> !each.tooSmall());
  }

  static Stream<Case> tooSmall() {
    return cases().filter(Case::tooSmall);
  }

  @ParameterizedTest
  @MethodSource("windowed")
  void ssimInPlainJavaAgrees(Case given) {
    SlidingSsim<double[]> ssim = SlidingSsim.on(new PlainSsim());
    Image reference = given.reference();
    Image image = given.image();
    double referenceMean = Mean.of(reference);

    ssim.compare(reference, referenceMean, new Subject(image, Mean.of(image), referenceMean));

    SsimTerms terms = ssim.terms(0, 0);
    assertThat(terms.ssim()).isCloseTo(given.expected("ssim"), within(5e-9));
    assertThat(terms.contrastStructure())
        .isCloseTo(given.expected("contrast_structure"), within(5e-9));
    assertThat(terms.luminance()).isCloseTo(given.expected("luminance"), within(5e-9));
  }

  @ParameterizedTest
  @MethodSource("windowed")
  void ssimInFloatIsWithinItsBound(Case given) {
    Metrics metrics = new Comparison(Precision.FLOAT).compare(given.reference(), given.image());

    assertThat(metrics.ssim()).isCloseTo(given.expected("ssim"), within(1e-5));
    assertThat(metrics.contrastStructure())
        .isCloseTo(given.expected("contrast_structure"), within(1e-5));
    assertThat(metrics.luminance()).isCloseTo(given.expected("luminance"), within(1e-5));
  }

  @ParameterizedTest
  @MethodSource("windowed")
  void allSevenMetricsOfFloatPixelsAgree(Case given) {
    Metrics metrics = new Comparison(Precision.DOUBLE).compare(given.reference(), given.image());

    assertThat(metrics.ssim()).isCloseTo(given.expected("ssim"), within(5e-9));
    assertThat(metrics.contrastStructure())
        .isCloseTo(given.expected("contrast_structure"), within(5e-9));
    assertThat(metrics.luminance()).isCloseTo(given.expected("luminance"), within(5e-9));
    assertPixelErrors(
        new PixelErrors(metrics.mse(), metrics.mae(), metrics.psnr(), metrics.corr()), given);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pixelErrorsNeedNoWindow(Case given) {
    assertPixelErrors(PixelErrors.between(given.reference(), given.image()), given);
  }

  @ParameterizedTest
  @MethodSource("windowed")
  void pixelErrorsInPlainJavaAreThoseOfTheVectorApi(Case given) {
    PixelErrors expected = PixelErrors.between(given.reference(), given.image());

    PixelErrors errors = PixelErrors.between(given.reference(), given.image(), new PlainPixels());

    assertThat(errors.mse()).isCloseTo(expected.mse(), within(1e-14));
    assertThat(errors.mae()).isCloseTo(expected.mae(), within(1e-14));
    assertSame(errors.corr(), expected.corr(), 1e-13);
  }

  private static void assertPixelErrors(PixelErrors errors, Case given) {
    assertThat(errors.mse()).isCloseTo(given.expected("mse"), within(2e-9));
    assertThat(errors.mae()).isCloseTo(given.expected("mae"), within(2e-9));
    assertSame(errors.psnr(), given.expected("psnr"), 2e-7);
    assertSame(errors.corr(), given.expected("corr"), 2e-9);
  }

  private static void assertSame(double value, double expected, double tolerance) {
    if (Double.isFinite(expected)) {
      assertThat(value).isCloseTo(expected, within(tolerance));
    } else {
      assertThat(Double.valueOf(value)).isEqualTo(Double.valueOf(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("tooSmall")
  void anImageUnderOneWindowIsRefusedWithItsSize(Case given) {
    assertThatThrownBy(
            () -> new Comparison(Precision.DOUBLE).compare(given.reference(), given.image()))
        .isInstanceOf(FrameException.class)
        .hasMessage(
            "Cannot compute SSIM of an image of %d x %d: both sides must be at least 11"
                .formatted(given.height(), given.width()))
        .extracting(e -> ((FrameException) e).reason())
        .isEqualTo(FrameException.Reason.TOO_SMALL);
  }
}
