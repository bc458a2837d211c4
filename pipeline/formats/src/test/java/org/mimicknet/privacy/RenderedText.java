/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.mimicknet.image.Image;

/** Simulated ultrasound images, in [0, 1], and text drawn into them. */
final class RenderedText {
  static final int HEIGHT = 300;
  static final int WIDTH = 400;
  private static final List<String> FONTS =
      List.of(Font.SANS_SERIF, Font.MONOSPACED, Font.SERIF, Font.DIALOG);
  private static final List<String> NAMES =
      List.of("QUIXOTE, DULCINEA", "Doe Jane 44y", "ID: 77190231", "29.02.2020", "St. Elsewhere");

  private RenderedText() {}

  /** How a text stands out from the image under it. */
  enum Look {
    ON_BLACK,
    OUTLINED,
    /** Straight on the speckle of a dark part. */
    ON_SPECKLE
  }

  /**
   * Log-compressed speckle (Rayleigh amplitudes of a smoothed complex Gaussian field) over 60 dB,
   * with cysts, layers and a depth gain.
   *
   * @param axial length of correlation in rows
   * @param lateral length of correlation in columns
   */
  static float[] speckle(Random random, double axial, double lateral) {
    double[] real = smoothed(random, axial, lateral);
    double[] imaginary = smoothed(random, axial, lateral);
    double fade = 30 * random.nextDouble();
    double bright = random.nextDouble();
    double cystX = WIDTH * random.nextDouble();
    double cystY = HEIGHT * random.nextDouble();
    double cystRadius = 10 + 50 * random.nextDouble();
    double layer = HEIGHT * random.nextDouble();
    float[] pixels = new float[HEIGHT * WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int i = y * WIDTH + x;
        double db = 20 * Math.log10(Math.hypot(real[i], imaginary[i]) + 1e-9);
        db -= fade * y / HEIGHT + 20 * bright;
        db -= Math.hypot(x - cystX, y - cystY) < cystRadius ? 25 : 0;
        db += Math.abs(y - layer - 8 * Math.sin(x / 60.0)) < 3 ? 15 : 0;
        pixels[i] = (float) Math.min(1, Math.max(0, (db + 48) / 60));
      }
    }
    return pixels;
  }

  static Image image(float[] pixels) {
    return new Image(pixels, HEIGHT, WIDTH);
  }

  /**
   * A text drawn over an image at a random place.
   *
   * @param glyphHeight rows of a capital letter
   */
  static float[] withText(float[] pixels, Random random, int glyphHeight, Look look) {
    BufferedImage canvas = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < pixels.length; i++) {
      canvas.getRaster().setSample(i % WIDTH, i / WIDTH, 0, Math.round(255 * pixels[i]));
    }
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_ANTIALIASING,
        random.nextBoolean()
            ? RenderingHints.VALUE_ANTIALIAS_ON
            : RenderingHints.VALUE_ANTIALIAS_OFF);
    Font font = font(graphics, random, glyphHeight);
    String text = NAMES.get(random.nextInt(NAMES.size()));
    Shape outline = font.createGlyphVector(graphics.getFontRenderContext(), text).getOutline(0, 0);
    int room = Math.max(1, WIDTH - outline.getBounds().width - 12);
    graphics.translate(
        6 + random.nextInt(room), glyphHeight + 6 + random.nextInt(HEIGHT - 2 * glyphHeight - 12));
    graphics.setColor(Color.BLACK);
    if (look == Look.ON_BLACK) {
      graphics.fillRect(-3, -glyphHeight - 3, outline.getBounds().width + 8, glyphHeight + 9);
    } else if (look == Look.OUTLINED) {
      graphics.setStroke(new BasicStroke(3));
      graphics.draw(outline);
    }
    int grey = 200 + random.nextInt(56);
    graphics.setColor(new Color(grey, grey, grey));
    graphics.fill(outline);
    graphics.dispose();
    float[] drawn = new float[pixels.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = canvas.getRaster().getSample(i % WIDTH, i / WIDTH, 0) / 255f;
    }
    return drawn;
  }

  private static Font font(Graphics2D graphics, Random random, int glyphHeight) {
    int style = random.nextBoolean() ? Font.BOLD : Font.PLAIN;
    Font font = new Font(FONTS.get(random.nextInt(FONTS.size())), style, 100);
    double height =
        font.createGlyphVector(graphics.getFontRenderContext(), "H").getVisualBounds().getHeight();
    return font.deriveFont((float) (100 * glyphHeight / height));
  }

  private static double[] smoothed(Random random, double axial, double lateral) {
    double[] noise = new double[HEIGHT * WIDTH];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextGaussian();
    }
    double[] rows = smoothed(noise, 1, WIDTH, lateral);
    double[] both = smoothed(rows, WIDTH, HEIGHT, axial);
    double power = 0;
    for (double value : both) {
      power += value * value;
    }
    double scale = 1 / Math.sqrt(power / both.length);
    for (int i = 0; i < both.length; i++) {
      both[i] *= scale;
    }
    return both;
  }

  /** Along one axis by a Gaussian; circular. */
  private static double[] smoothed(double[] values, int stride, int length, double sigma) {
    int reach = (int) Math.ceil(3 * sigma);
    double[] weights = new double[2 * reach + 1];
    for (int k = -reach; k <= reach; k++) {
      weights[k + reach] = Math.exp(-k * k / (2 * sigma * sigma + 1e-12));
    }
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int at = i / stride % length;
      for (int k = -reach; k <= reach; k++) {
        int other = Math.floorMod(at + k, length);
        result[i] += weights[k + reach] * values[i + (other - at) * stride];
      }
    }
    return result;
  }
}
