/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain Java and, where the JVM has it, the Vector API: lengths around every register's. */
class PixelLoopsTest {
  private static final PixelLoops[] BOTH = {new PlainLoops(), PixelLoops.BEST};

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 31, 32, 33, 64, 1000})
  void logarithmsAreThoseOfTheJdkToTheLastFloatDigit(int length) {
    float[] pixels = magnitudes(length);
    for (PixelLoops loops : BOTH) {
      float[] logarithms = new float[length];

      loops.logarithms(pixels, 0.5, 0.1, logarithms);

      for (int i = 0; i < length; i++) {
        double exact = Math.min(1, Math.max(0, Math.log(pixels[i] * 0.5) * 0.1));
        assertThat((double) logarithms[i]).isCloseTo(exact, within(3.1e-8));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 31, 32, 33, 64, 1000})
  void sumRangeAndStretchTakeEveryPixelOnce(int length) {
    float[] pixels = new float[length];
    for (int i = 0; i < length; i++) {
      pixels[i] = i + 1;
    }
    for (PixelLoops loops : BOTH) {
      assertThat(loops.sumFrom(pixels, 1)).isEqualTo(length * (length - 1) / 2.0);
      assertThat(loops.range(pixels)).isEqualTo(new Range(1, length));

      float[] stretched = new float[length];
      loops.stretch(pixels, 1, 4, stretched);

      for (int i = 0; i < length; i++) {
        assertThat(stretched[i]).isEqualTo(i / 4f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 33})
  void clipsAndFindsNaNWhereverItIs(int length) {
    for (PixelLoops loops : BOTH) {
      for (int nan = 0; nan < length; nan++) {
        float[] pixels = new float[length + 2];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = i % 3 - 0.5f;
        }
        float[] clipped = new float[length + 3];

        assertThat(loops.clip(pixels, 1, clipped, 2, length)).isTrue();
        for (int i = 0; i < length; i++) {
          assertThat(clipped[i + 2]).isEqualTo(Math.min(1, Math.max(0, pixels[i + 1])));
        }
        pixels[1 + nan] = Float.NaN;
        assertThat(loops.clip(pixels, 1, clipped, 2, length)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 40})
  void aRangeWithNaNOrInfinityIsNotFinite(int length) {
    for (PixelLoops loops : BOTH) {
      for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}) {
        float[] pixels = magnitudes(length);
        pixels[length - 1] = bad;

        Range range = loops.range(pixels);

        assertThat(Float.isFinite(range.min()) && Float.isFinite(range.max())).isFalse();
      }
    }
  }

  /** Over 25 decades, 0 among them. */
  private static float[] magnitudes(int length) {
    Random random = new Random(length);
    float[] pixels = new float[length];
    for (int i = 1; i < length; i++) {
      pixels[i] = (float) Math.pow(10, 25 * random.nextDouble() - 5);
    }
    return pixels;
  }
}
