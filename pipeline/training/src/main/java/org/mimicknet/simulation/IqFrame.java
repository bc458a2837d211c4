/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;

/**
 * Beamformed complex IQ of one frame: {@code double[height * width]}, row-major, rows axial. The
 * arrays are shared, not copied.
 */
@Internal
public final class IqFrame {
  private final double[] re;
  private final double[] im;
  private final int height;
  private final int width;
  private final PolarGrid grid;

  IqFrame(double[] re, double[] im, int height, int width, PolarGrid grid) {
    this.re = re;
    this.im = im;
    this.height = height;
    this.width = width;
    this.grid = grid;
  }

  /** In-phase part. */
  public double[] re() {
    return re;
  }

  /** Quadrature part. */
  public double[] im() {
    return im;
  }

  /** Rows: axial samples. */
  public int height() {
    return height;
  }

  /** Columns: lateral lines. */
  public int width() {
    return width;
  }

  /** Where the samples lie. */
  public PolarGrid grid() {
    return grid;
  }

  /** {@code |iq|}: {@code double[height * width]}. */
  public double[] envelope() {
    double[] envelope = new double[re.length];
    for (int i = 0; i < envelope.length; i++) {
      envelope[i] = Math.sqrt(re[i] * re[i] + im[i] * im[i]);
    }
    return envelope;
  }

  /** {@code |iq|} as the pixel column {@code das} holds it. */
  public Image das() {
    double[] envelope = envelope();
    float[] pixels = new float[envelope.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) envelope[i];
    }
    return new Image(pixels, height, width);
  }
}
