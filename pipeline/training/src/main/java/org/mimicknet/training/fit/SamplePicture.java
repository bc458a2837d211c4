/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import org.mimicknet.image.Image;
import org.mimicknet.image.Png;

/**
 * A frame to look at: DAS, output, clinical image and three times the absolute difference of the
 * last two, side by side on the polar grid.
 */
record SamplePicture(Image das, Image output, Image clinical) {
  private static final int GAP = 4;
  private static final int PANELS = 4;
  private static final float DIFFERENCE_GAIN = 3;

  byte[] png() {
    return Png.of(picture());
  }

  int height() {
    return das.height();
  }

  int width() {
    return PANELS * das.width() + (PANELS - 1) * GAP;
  }

  private Image picture() {
    float[] pixels = new float[height() * width()];
    for (int row = 0; row < height(); row++) {
      for (int column = 0; column < das.width(); column++) {
        int from = row * das.width() + column;
        int to = row * width() + column;
        int panel = das.width() + GAP;
        float made = output.pixels()[from];
        float real = clinical.pixels()[from];
        pixels[to] = das.pixels()[from];
        pixels[to + panel] = made;
        pixels[to + 2 * panel] = real;
        pixels[to + 3 * panel] = DIFFERENCE_GAIN * Math.abs(made - real);
      }
    }
    return new Image(pixels, height(), width());
  }
}
