/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException;

class ComparisonTest {
  private final Comparison comparison = new Comparison(Precision.DOUBLE);

  @Test
  void refusesImagesOfDifferentSizes() {
    Image reference = new Image(new float[20 * 30], 20, 30);
    Image image = new Image(new float[30 * 20], 30, 20);

    assertThatThrownBy(() -> comparison.compare(reference, image))
        .isInstanceOf(FrameException.class)
        .hasMessage(
            "Cannot compare images of different sizes: the reference is 20 x 30, the image is 30 x 20")
        .extracting(e -> ((FrameException) e).reason())
        .isEqualTo(FrameException.Reason.SIZE_MISMATCH);
  }

  @Test
  void refusesNaN() {
    float[] pixels = new float[400];
    pixels[77] = Float.NaN;

    assertThatThrownBy(
            () -> comparison.compare(new Image(new float[400], 20, 20), new Image(pixels, 20, 20)))
        .isInstanceOf(FrameException.class)
        .hasMessage("Cannot take the mean of an image of 20 x 20: it has NaN or infinite pixels");
  }

  @Test
  void correlationSurvivesAContrastFarBelowTheBrightness() {
    float[] x = new float[400];
    float[] y = new float[400];
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 + (i % 7) * 0x1p-20f;
      y[i] = 1 + (i % 7) * 0x1p-22f;
    }

    Metrics metrics = comparison.compare(new Image(x, 20, 20), new Image(y, 20, 20));

    assertThat(metrics.corr()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aConstantImageWhoseValueIsNoBinaryFractionHasNoCorrelation() {
    float[] constant = new float[400];
    Arrays.fill(constant, 0.1f);
    float[] ramp = new float[400];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i / 400f;
    }

    Metrics metrics = comparison.compare(new Image(ramp, 20, 20), new Image(constant, 20, 20));

    assertThat(metrics.corr()).isNaN();
  }

  @Property(tries = 40)
  void scratchOfOneSizeDoesNotLeakIntoTheNext(
      @ForAll @IntRange(min = 11, max = 40) int height,
      @ForAll @IntRange(min = 11, max = 40) int width,
      @ForAll Precision precision) {
    Image x = noise(height, width, 1);
    Image y = noise(height, width, 2);
    Comparison used = new Comparison(precision);
    used.compare(noise(23, 17, 3), noise(23, 17, 4));

    Metrics metrics = used.compare(x, y);
    assertThat(metrics).isEqualTo(new Comparison(precision).compare(x, y));
    assertThat(used.ssim(x, y)).isEqualTo(metrics.ssim());
  }

  @Property(tries = 40)
  void ssimIsSymmetricAndOneForEqualImages(
      @ForAll @IntRange(min = 11, max = 40) int height,
      @ForAll @IntRange(min = 11, max = 40) int width) {
    Image x = noise(height, width, 5);
    Image y = noise(height, width, 6);

    assertThat(comparison.compare(x, y).ssim())
        .isCloseTo(comparison.compare(y, x).ssim(), within(1e-13));
    assertThat(comparison.compare(x, x).ssim()).isCloseTo(1, within(1e-13));
    assertThat(comparison.compare(x, x).psnr()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  private static Image noise(int height, int width, long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return new Image(pixels, height, width);
  }
}
