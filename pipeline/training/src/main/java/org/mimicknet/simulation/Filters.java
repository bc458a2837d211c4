/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.util.Arrays;

/** Small filters on row-major images of doubles. */
final class Filters {
  private Filters() {}

  /** {@code exp(-k^2 / (2 sigma^2))} for k = -n..n with n = ceil(3 sigma), at least 1. */
  static double[] gaussian(double sigma) {
    int half = Math.max(1, (int) Math.ceil(3 * sigma));
    double[] kernel = new double[2 * half + 1];
    for (int k = -half; k <= half; k++) {
      kernel[k + half] = StrictMath.exp(-k * k / (2 * sigma * sigma));
    }
    return kernel;
  }

  /** Convolves one row with an odd kernel, zero outside. */
  static void row(double[] in, double[] out, int start, int width, double[] kernel) {
    int half = kernel.length / 2;
    for (int k = -half; k <= half; k++) {
      double weight = kernel[k + half];
      int from = Math.max(0, -k);
      int to = Math.min(width, width - k);
      for (int j = from; j < to; j++) {
        out[start + j] += weight * in[start + j + k];
      }
    }
  }

  /** Convolves every column with an odd kernel, zero outside. */
  static double[] alongColumns(double[] in, int height, int width, double[] kernel) {
    double[] out = new double[in.length];
    int half = kernel.length / 2;
    for (int i = 0; i < height; i++) {
      for (int k = Math.max(-half, -i); k <= Math.min(half, height - 1 - i); k++) {
        double weight = kernel[k + half];
        int target = i * width;
        int source = (i + k) * width;
        for (int j = 0; j < width; j++) {
          out[target + j] += weight * in[source + j];
        }
      }
    }
    return out;
  }

  /** Gaussian mean that counts only what lies inside the image: no darker at its border. */
  static double[] smooth(
      double[] in, int height, int width, double sigmaAxial, double sigmaLateral) {
    double[] axial = gaussian(sigmaAxial);
    double[] lateral = gaussian(sigmaLateral);
    double[] columns = alongColumns(in, height, width, axial);
    double[] out = new double[in.length];
    for (int i = 0; i < height; i++) {
      row(columns, out, i * width, width, lateral);
    }
    double[] rowWeight = inside(height, axial);
    double[] columnWeight = inside(width, lateral);
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        out[i * width + j] /= rowWeight[i] * columnWeight[j];
      }
    }
    return out;
  }

  private static double[] inside(int length, double[] kernel) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    double[] weights = new double[length];
    row(ones, weights, 0, length, kernel);
    return weights;
  }
}
