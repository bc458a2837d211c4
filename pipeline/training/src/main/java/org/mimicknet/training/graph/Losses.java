/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.mimicknet.Internal;

/** Differentiable distances of two batches of images {@code [images, 1, height, width]}. */
@Internal
public final class Losses {
  private static final int TAPS = 11;
  private static final double SIGMA = 1.5;
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;

  private static final float[] WINDOW = window();

  private Losses() {}

  /**
   * A multiple. DJL's own product with a number frees the number, which is memory of Java, before
   * the way back reads it: when garbage is collected in between, the gradients are wrong.
   */
  public static NDArray times(NDArray values, double factor) {
    return values.mul(values.getManager().create(factor));
  }

  /** Mean absolute error. */
  public static NDArray mae(NDArray a, NDArray b) {
    return a.sub(b).abs().mean();
  }

  /** Mean squared error. */
  public static NDArray mse(NDArray a, NDArray b) {
    return a.sub(b).square().mean();
  }

  /** Mean squared distance from one number. */
  public static NDArray mse(NDArray a, double level) {
    return a.sub(level).square().mean();
  }

  /** One minus the SSIM of docs/SCIENCE.md section 4, over all windows of all images. */
  public static NDArray ssim(NDArray a, NDArray b) {
    NDArray maps = NDArrays.concat(new NDList(a, b, a.square().add(b.square()), a.mul(b)), 0);
    NDList means = windowMeans(maps).split(4, 0);
    NDArray ma = means.get(0);
    NDArray mb = means.get(1);
    NDArray squares = ma.square().add(mb.square());
    NDArray product = ma.mul(mb);
    NDArray luminance = times(product, 2).add(C1).div(squares.add(C1));
    NDArray covariance = means.get(3).sub(product);
    NDArray contrastStructure = times(covariance, 2).add(C2).div(means.get(2).sub(squares).add(C2));
    return luminance.mul(contrastStructure).mean().neg().add(1);
  }

  /**
   * Weighted means over all whole 11 x 11 windows: Gaussian, sigma 1.5, sum 1. Products with banded
   * matrices from both sides: several times faster than convolutions of one channel.
   */
  private static NDArray windowMeans(NDArray maps) {
    int height = Math.toIntExact(maps.getShape().get(2));
    int width = Math.toIntExact(maps.getShape().get(3));
    NDArray axial = band(maps, height);
    NDArray lateral = band(maps, width).transpose();
    return axial.matMul(maps).matMul(lateral);
  }

  /** {@code [length - 10, length]}: each row holds the taps of one window. */
  private static NDArray band(NDArray like, int length) {
    int windows = length - TAPS + 1;
    float[] band = new float[windows * length];
    for (int i = 0; i < windows; i++) {
      System.arraycopy(WINDOW, 0, band, i * length + i, TAPS);
    }
    return like.getManager()
        .create(band, new Shape(windows, length))
        .toType(like.getDataType(), false);
  }

  private static float[] window() {
    double[] taps = new double[TAPS];
    double sum = 0;
    for (int i = 0; i < TAPS; i++) {
      int off = i - TAPS / 2;
      taps[i] = Math.exp(-off * off / (2 * SIGMA * SIGMA));
      sum += taps[i];
    }
    float[] window = new float[TAPS];
    for (int i = 0; i < TAPS; i++) {
      window[i] = (float) (taps[i] / sum);
    }
    return window;
  }
}
