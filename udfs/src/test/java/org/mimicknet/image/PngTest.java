/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
  @Test
  void anotherReaderSeesTheGreyValuesOfTheImage() throws IOException {
    float[] pixels = {0, 0.25f, 0.5f, 0.75f, 1, 0.002f};

    BufferedImage read = read(Png.of(new Image(pixels, 2, 3)));

    assertThat(read.getWidth()).isEqualTo(3);
    assertThat(read.getHeight()).isEqualTo(2);
    assertThat(read.getColorModel().getPixelSize()).isEqualTo(8);
    assertThat(read.getRaster().getPixels(0, 0, 3, 2, (int[]) null))
        .containsExactly(0, 64, 128, 191, 255, 1);
  }

  @Test
  void valuesBeyondTheRangeAreClampedAndNaNIsBlack() throws IOException {
    float[] pixels = {-3, 7, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    BufferedImage read = read(Png.of(new Image(pixels, 1, 5)));

    assertThat(read.getRaster().getPixels(0, 0, 5, 1, (int[]) null))
        .containsExactly(0, 255, 0, 255, 0);
  }

  @Test
  void aLargeImageThatDoesNotCompressIsWhole() throws IOException {
    int side = 700;
    float[] pixels = new float[side * side];
    int[] grey = new int[side * side];
    long state = 1;
    for (int i = 0; i < pixels.length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      grey[i] = (int) (state >>> 56);
      pixels[i] = grey[i] / 255f;
    }

    BufferedImage read = read(Png.of(new Image(pixels, side, side)));

    assertThat(read.getRaster().getPixels(0, 0, side, side, (int[]) null)).isEqualTo(grey);
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
