/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

/**
 * Speckle reduction that keeps edges: Perona and Malik's anisotropic diffusion with the edges taken
 * from a smoothed copy (Catte et al. 1992), on an image in decibels.
 *
 * <p>Each step adds {@code 0.2 sum c (neighbour - pixel)} over the four neighbours, with the
 * conductance {@code c = 1 / (1 + (g / edgeDb)^2)} for the gradient g of the smoothed copy in dB
 * per sample. 0.2 is below the stability limit 0.25.
 */
record Diffusion(int steps, double edgeDb) {
  private static final double RATE = 0.2;
  private static final double GUIDE_SIGMA = 1.5;

  double[] apply(double[] db, int height, int width) {
    double[] image = db.clone();
    for (int step = 0; step < steps; step++) {
      image = step(image, conductance(image, height, width), height, width);
    }
    return image;
  }

  private double[] conductance(double[] image, int height, int width) {
    double[] guide = Filters.smooth(image, height, width, GUIDE_SIGMA, GUIDE_SIGMA);
    double[] conductance = new double[image.length];
    for (int i = 0; i < height; i++) {
      int above = Math.max(0, i - 1) * width;
      int below = Math.min(height - 1, i + 1) * width;
      for (int j = 0; j < width; j++) {
        double axial = (guide[below + j] - guide[above + j]) / 2;
        int row = i * width;
        double lateral =
            (guide[row + Math.min(width - 1, j + 1)] - guide[row + Math.max(0, j - 1)]) / 2;
        double square = (axial * axial + lateral * lateral) / (edgeDb * edgeDb);
        conductance[row + j] = 1 / (1 + square);
      }
    }
    return conductance;
  }

  private static double[] step(double[] image, double[] conductance, int height, int width) {
    double[] next = image.clone();
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        int here = i * width + j;
        if (j + 1 < width) {
          exchange(image, next, conductance, here, here + 1);
        }
        if (i + 1 < height) {
          exchange(image, next, conductance, here, here + width);
        }
      }
    }
    return next;
  }

  private static void exchange(double[] image, double[] next, double[] conductance, int a, int b) {
    double flow = RATE * (conductance[a] + conductance[b]) / 2 * (image[b] - image[a]);
    next[a] += flow;
    next[b] -= flow;
  }
}
