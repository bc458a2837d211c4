/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException.Reason;

class PreprocessingTest {
  private static final Preprocessing CLIPPED = new Preprocessing(new Clip.AtDb(-80));
  private static final Preprocessing UNCLIPPED = new Preprocessing(new Clip.None());

  @Test
  void spreadsTheDecibelsBetweenTheClipAndTheStrongestEcho() {
    Image magnitude = new Image(new float[] {1000, 100, 10, 0.1f, 0.01f, 0}, 2, 3);

    assertThat(CLIPPED.input(magnitude).pixels())
        .containsExactly(new float[] {1, 0.75f, 0.5f, 0, 0, 0}, within(1e-6f));
  }

  @Test
  void theDarkestPixelIsBlackEvenWhereNothingIsClipped() {
    Image magnitude = new Image(new float[] {1000, 100, 10}, 1, 3);

    assertThat(CLIPPED.input(magnitude).pixels())
        .containsExactly(new float[] {1, 0.5f, 0}, within(1e-6f));
  }

  @Test
  void withoutAClipTheWeakestEchoIsBlack() {
    Image magnitude = new Image(new float[] {1e4f, 1, 1e-4f, 1e-8f}, 2, 2);

    assertThat(UNCLIPPED.input(magnitude).pixels())
        .containsExactly(new float[] {1, 2 / 3f, 1 / 3f, 0}, within(1e-6f));
  }

  @Property
  void isLogCompressionFollowedByNormalisation(
      @ForAll @Size(min = 2, max = 40) List<@FloatRange(min = 0.01f, max = 10_000) Float> values) {
    float[] magnitudes = new float[values.size()];
    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = values.get(i);
    }
    Image magnitude = new Image(magnitudes, 1, magnitudes.length);
    for (Clip clip : new Clip[] {new Clip.AtDb(-80), new Clip.None()}) {
      double[] decibels = LogCompression.decibels(magnitude, clip);
      double min = Arrays.stream(decibels).min().orElseThrow();
      if (min == 0) {
        continue;
      }

      float[] input = new Preprocessing(clip).input(magnitude).pixels();

      for (int i = 0; i < input.length; i++) {
        assertThat(input[i])
            .isBetween(0f, 1f)
            .isCloseTo((float) (1 - decibels[i] / min), within(1e-6f));
      }
    }
  }

  @Test
  void refusesAConstantImage() {
    Image constant = new Image(new float[] {2, 2, 2, 2}, 2, 2);

    assertRefused(
        () -> CLIPPED.input(constant),
        Reason.CONSTANT_IMAGE,
        "Cannot normalise an image of 2 x 2: all its pixels are 2.0");
  }

  @Test
  void refusesNaNAndInfinityAndNamesThePixel() {
    Image nan = new Image(new float[] {1, 2, 3, Float.NaN}, 2, 2);
    Image infinite = new Image(new float[] {1, 2, Float.POSITIVE_INFINITY, 3}, 2, 2);

    assertRefused(
        () -> CLIPPED.input(nan),
        Reason.NON_FINITE,
        "Cannot process an image of 2 x 2: its pixel in row 1, column 1 is NaN");
    assertRefused(
        () -> CLIPPED.input(infinite),
        Reason.NON_FINITE,
        "Cannot process an image of 2 x 2: its pixel in row 1, column 0 is Infinity");
  }

  @Test
  void withoutAClipAMagnitudeOfZeroHasNoLevel() {
    Image magnitude = new Image(new float[] {1, 0}, 1, 2);

    assertRefused(
        () -> UNCLIPPED.input(magnitude),
        Reason.NON_FINITE,
        "Cannot normalise an image of 1 x 2 without a clip:"
            + " a magnitude of 0 has no finite level in dB");
  }

  private static void assertRefused(Runnable action, Reason reason, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(FrameException.class)
        .hasMessage(message)
        .extracting(e -> ((FrameException) e).reason())
        .isEqualTo(reason);
  }
}
