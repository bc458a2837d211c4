/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;

class NormalisationTest {
  @Test
  void stretchesTheImageToItsOwnMinimumAndMaximum() {
    Image image = new Image(new float[] {-10, 0, 10, 30}, 2, 2);

    assertThat(Normalisation.toUnitRange(image).pixels()).containsExactly(0, 0.25f, 0.5f, 1);
  }

  @Test
  void hugeRangesDoNotOverflow() {
    Image image = new Image(new float[] {-Float.MAX_VALUE, 0, Float.MAX_VALUE}, 1, 3);

    assertThat(Normalisation.toUnitRange(image).pixels()).containsExactly(0, 0.5f, 1);
  }

  @Test
  void refusesAConstantImage() {
    Image constant = new Image(new float[] {7, 7}, 1, 2);

    assertThatThrownBy(() -> Normalisation.toUnitRange(constant))
        .isInstanceOf(FrameException.class)
        .hasMessage("Cannot normalise an image of 1 x 2: all its pixels are 7.0")
        .extracting(e -> ((FrameException) e).reason().code())
        .isEqualTo("constant_image");
  }

  @Test
  void refusesNaN() {
    Image nan = new Image(new float[] {0, Float.NaN}, 1, 2);

    assertThatThrownBy(() -> Normalisation.toUnitRange(nan))
        .isInstanceOf(FrameException.class)
        .hasMessage("Cannot process an image of 1 x 2: its pixel in row 0, column 1 is NaN")
        .extracting(e -> ((FrameException) e).reason().code())
        .isEqualTo("non_finite");
  }
}
