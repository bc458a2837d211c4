/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.SlidingSsim.Subject;
import org.mimicknet.signal.Mean;

/** Every arithmetic against the formulas of docs/SCIENCE.md section 4, window by window. */
class SlidingSsimTest {
  private static final double SIGMA = 1.5;

  @Property(tries = 40)
  void isTheFormulaOnImagesOfAnySize(
      @ForAll @IntRange(min = 11, max = 60) int height,
      @ForAll @IntRange(min = 11, max = 230) int width,
      @ForAll @IntRange(min = 0, max = 1000) int seed) {
    Image reference = image(height, width, seed);
    Image image = image(height, width, seed + 1);
    double shifted = Mean.of(reference) + 0.1;

    SsimTerms expected = formula(reference, image, 0);
    SsimTerms expectedShifted = formula(reference, image, 0.1);

    assertTerms(
        SlidingSsim.of(Precision.DOUBLE),
        reference,
        image,
        expected,
        1e-13,
        shifted,
        expectedShifted);
    assertTerms(
        SlidingSsim.on(new PlainSsim()),
        reference,
        image,
        expected,
        1e-13,
        shifted,
        expectedShifted);
    assertTerms(
        SlidingSsim.of(Precision.FLOAT),
        reference,
        image,
        expected,
        1e-5,
        shifted,
        expectedShifted);
  }

  @Property(tries = 20)
  void isTheFormulaForEachOfSeveralImages(
      @ForAll @IntRange(min = 11, max = 60) int height,
      @ForAll @IntRange(min = 11, max = 130) int width,
      @ForAll @IntRange(min = 0, max = 1000) int seed) {
    Image reference = image(height, width, seed);
    Image first = image(height, width, seed + 1);
    Image second = image(height, width, seed + 2);

    for (SlidingSsim<?> ssim :
        List.of(SlidingSsim.of(Precision.DOUBLE), SlidingSsim.on(new PlainSsim()))) {
      double mean = Mean.of(reference);
      double shifted = mean + 0.1;
      ssim.compare(
          reference,
          mean,
          new Subject(first, Mean.of(first), mean, shifted),
          new Subject(second, Mean.of(second), mean));

      assertTerms(ssim.terms(0, 0), formula(reference, first, 0), 1e-13);
      assertTerms(ssim.terms(0, 1), formula(reference, first, 0.1), 1e-13);
      assertTerms(ssim.terms(1, 0), formula(reference, second, 0), 1e-13);
    }
  }

  private static void assertTerms(
      SlidingSsim<?> ssim,
      Image reference,
      Image image,
      SsimTerms expected,
      double tolerance,
      double shifted,
      SsimTerms expectedShifted) {
    double mean = Mean.of(reference);
    ssim.compare(reference, mean, new Subject(image, Mean.of(image), mean, shifted));
    assertTerms(ssim.terms(0, 0), expected, tolerance);
    assertTerms(ssim.terms(0, 1), expectedShifted, tolerance);
  }

  private static void assertTerms(SsimTerms terms, SsimTerms expected, double tolerance) {
    assertThat(terms.ssim()).isCloseTo(expected.ssim(), within(tolerance));
    assertThat(terms.contrastStructure())
        .isCloseTo(expected.contrastStructure(), within(tolerance));
    assertThat(terms.luminance()).isCloseTo(expected.luminance(), within(tolerance));
  }

  /** The reference is brighter by {@code offset}. */
  private static SsimTerms formula(Image reference, Image image, double offset) {
    double[][] window = window();
    double ssim = 0;
    double contrastStructure = 0;
    double luminance = 0;
    int windows = (image.height() - 10) * (image.width() - 10);
    for (int top = 0; top < image.height() - 10; top++) {
      for (int left = 0; left < image.width() - 10; left++) {
        double mx = 0;
        double my = 0;
        for (int i = 0; i < 121; i++) {
          int pixel = (top + i / 11) * image.width() + left + i % 11;
          mx += window[i / 11][i % 11] * (reference.pixels()[pixel] + offset);
          my += window[i / 11][i % 11] * image.pixels()[pixel];
        }
        double varianceX = 0;
        double varianceY = 0;
        double covariance = 0;
        for (int i = 0; i < 121; i++) {
          int pixel = (top + i / 11) * image.width() + left + i % 11;
          double x = reference.pixels()[pixel] + offset - mx;
          double y = image.pixels()[pixel] - my;
          varianceX += window[i / 11][i % 11] * x * x;
          varianceY += window[i / 11][i % 11] * y * y;
          covariance += window[i / 11][i % 11] * x * y;
        }
        double l = (2 * mx * my + 1e-4) / (mx * mx + my * my + 1e-4);
        double cs = (2 * covariance + 9e-4) / (varianceX + varianceY + 9e-4);
        ssim += l * cs / windows;
        contrastStructure += cs / windows;
        luminance += l / windows;
      }
    }
    return new SsimTerms(ssim, contrastStructure, luminance);
  }

  private static double[][] window() {
    double[][] window = new double[11][11];
    double sum = 0;
    for (int i = 0; i < 11; i++) {
      for (int j = 0; j < 11; j++) {
        int distance = (i - 5) * (i - 5) + (j - 5) * (j - 5);
        window[i][j] = Math.exp(-distance / (2 * SIGMA * SIGMA));
        sum += window[i][j];
      }
    }
    for (double[] row : window) {
      for (int j = 0; j < 11; j++) {
        row[j] /= sum;
      }
    }
    return window;
  }

  private static Image image(int height, int width, long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat() * i / pixels.length;
    }
    return new Image(pixels, height, width);
  }
}
