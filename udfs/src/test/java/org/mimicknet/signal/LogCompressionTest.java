/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;

class LogCompressionTest {
  private static final Image DECADES = new Image(new float[] {1000, 100, 10, 0.001f, 0}, 1, 5);

  @Test
  void aDecadeIsTwentyDecibels() {
    double[] decibels = LogCompression.decibels(DECADES, new Clip.None());

    assertThat(decibels)
        .containsExactly(new double[] {0, -20, -40, -120, Double.NEGATIVE_INFINITY}, within(1e-6));
  }

  @Test
  void weakEchoesAreRaisedToTheClip() {
    double[] decibels = LogCompression.decibels(DECADES, new Clip.AtDb(-80));

    assertThat(decibels).containsExactly(new double[] {0, -20, -40, -80, -80}, within(1e-12));
  }

  @Test
  void refusesDarkness() {
    Image dark = new Image(new float[4], 2, 2);

    assertThatThrownBy(() -> LogCompression.decibels(dark, new Clip.None()))
        .isInstanceOf(FrameException.class)
        .hasMessage("Cannot normalise an image of 2 x 2: all its pixels are 0.0");
  }

  @Test
  void refusesNegativeMagnitudes() {
    Image negative = new Image(new float[] {1, -2}, 1, 2);

    assertThatThrownBy(() -> LogCompression.decibels(negative, new Clip.None()))
        .isInstanceOf(FrameException.class)
        .hasMessage(
            "Cannot take the logarithm of an image of 1 x 2:"
                + " magnitudes cannot be negative, the smallest is -2.0");
  }

  @Test
  void aClipIsNegativeAndFinite() {
    for (double clipDb : new double[] {0, 80, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> new Clip.AtDb(clipDb))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot clip at %s dB: the level must be negative and finite".formatted(clipDb));
    }
  }
}
