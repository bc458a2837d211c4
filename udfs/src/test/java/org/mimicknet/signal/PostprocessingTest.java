/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;

class PostprocessingTest {
  @Test
  void cropsTheUpperLeftAndClipsToTheUnitRange() {
    Image padded = new Image(new float[] {-0.5f, 0.5f, 9, 1.5f, 1, 9, 9, 9, 9}, 3, 3);

    Image output = Postprocessing.output(padded, 2, 2);

    assertThat(output.size()).isEqualTo("2 x 2");
    assertThat(output.pixels()).containsExactly(0, 0.5f, 1, 1);
  }

  @Test
  void refusesNaN() {
    Image padded = new Image(new float[] {0, 0, Float.NaN, 0}, 2, 2);

    assertThatThrownBy(() -> Postprocessing.output(padded, 2, 2))
        .isInstanceOf(FrameException.class)
        .hasMessage(
            "Cannot use the network's output of 2 x 2: its pixel in row 1, column 0 is NaN");
  }

  @Test
  void doesNotCropToMoreThanThereIs() {
    assertThatThrownBy(() -> Postprocessing.output(new Image(new float[4], 2, 2), 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot crop an image of 2 x 2 to 3 x 2: it is smaller");
  }
}
