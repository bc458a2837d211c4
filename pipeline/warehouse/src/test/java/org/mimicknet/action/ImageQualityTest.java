/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;

class ImageQualityTest {
  @Test
  void sharesAreCountedInOnePass() {
    assertThat(quality(0, -0f, 3, 5, 5, 1, 5, -2))
        .isEqualTo(new ImageQuality(true, false, 0.25, 0.375));
  }

  @Test
  void anEmptyImageIsConstant() {
    assertThat(quality(0, 0, 0, 0)).isEqualTo(new ImageQuality(true, true, 1, 1));
    assertThat(quality(7, 7)).isEqualTo(new ImageQuality(true, true, 0, 1));
  }

  @Test
  void nanAndInfinityAreFoundWhereverTheyStand() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThat(quality(value, 1, 2).isFinite()).isFalse();
      assertThat(quality(1, 2, value).isFinite()).isFalse();
    }
  }

  private static ImageQuality quality(float... pixels) {
    return ImageQuality.of(new Image(pixels, 1, pixels.length));
  }
}
