/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.privacy.RenderedText.Look;

/** The rates that docs/PRIVACY.md states, on text that Java renders over simulated speckle. */
class TextEdgesTest {
  private static final int IMAGES = 200;

  /** As docs/PRIVACY.md and the view data_quality have it. */
  private static final int TEXT = 6;

  /** Lengths of correlation, axial and lateral, of scan-converted and of polar images. */
  private static final double[][] SPECKLE = {
    {0.5, 0.5}, {1, 1}, {1.5, 2.5}, {2, 4}, {3, 8}, {4, 1}, {8, 0.7}, {5, 0.4}, {12, 1.5}, {1, 0.5}
  };

  @Test
  void textOfTenRowsAndMoreIsFoundAndSpeckleIsNot() {
    Random random = new Random(20261130);
    int hits = 0;
    int falseAlarms = 0;

    for (int i = 0; i < IMAGES; i++) {
      double[] lengths = SPECKLE[i % SPECKLE.length];
      float[] speckle = RenderedText.speckle(random, lengths[0], lengths[1]);
      int glyphHeight = 10 + random.nextInt(19);
      Look look = i / SPECKLE.length % 2 == 0 ? Look.ON_BLACK : Look.OUTLINED;
      float[] text = RenderedText.withText(speckle, random, glyphHeight, look);
      falseAlarms += TextEdges.count(RenderedText.image(speckle)) >= TEXT ? 1 : 0;
      hits += TextEdges.count(RenderedText.image(text)) >= TEXT ? 1 : 0;
    }

    assertThat(hits).as("hits of %s", IMAGES).isGreaterThanOrEqualTo(95 * IMAGES / 100);
    assertThat(falseAlarms).as("false alarms of %s", IMAGES).isLessThanOrEqualTo(5 * IMAGES / 100);
  }

  @Test
  void fourEqualStrokesInALineHaveEightEdgesInAnyUnit() {
    float[] pixels = new float[20 * 40];
    for (int y = 5; y < 15; y++) {
      for (int x = 8; x < 28; x += 5) {
        pixels[y * 40 + x] = 1;
        pixels[y * 40 + x + 1] = 1;
      }
    }
    float[] decibels = pixels.clone();
    for (int i = 0; i < decibels.length; i++) {
      decibels[i] = 60 * pixels[i] - 60;
    }

    assertThat(TextEdges.count(new Image(pixels, 20, 40))).isEqualTo(8);
    assertThat(TextEdges.count(new Image(decibels, 20, 40))).isEqualTo(8);
  }

  @Test
  void aLineAnEmptyImageAndPixelsThatAreNoNumbersHaveNone() {
    float[] line = new float[400];
    for (int y = 0; y < 20; y++) {
      line[20 * y + 9] = 1;
    }
    float[] nan = new float[400];
    nan[7] = Float.NaN;

    assertThat(TextEdges.count(new Image(line, 20, 20))).isZero();
    assertThat(TextEdges.count(new Image(new float[400], 20, 20))).isZero();
    assertThat(TextEdges.count(new Image(nan, 20, 20))).isZero();
  }
}
