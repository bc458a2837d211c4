/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

/** The SSIM window: 11 x 11 Gaussian of sigma 1.5 with sum 1, as its 11 separable taps. */
final class Window {
  static final int TAPS = 11;

  /** Taps from the edge (0) to the centre (5); the other half mirrors them. */
  static final double G0 = tap(5);

  static final double G1 = tap(4);
  static final double G2 = tap(3);
  static final double G3 = tap(2);
  static final double G4 = tap(1);
  static final double G5 = tap(0);

  /** Stabilisers of the luminance and of the contrast-structure term, for values in [0, 1]. */
  static final double C1 = 0.01 * 0.01;

  static final double C2 = 0.03 * 0.03;

  private Window() {}

  private static double tap(int distance) {
    double sum = 0;
    for (int d = -TAPS / 2; d <= TAPS / 2; d++) {
      sum += gaussian(d);
    }
    return gaussian(distance) / sum;
  }

  private static double gaussian(int distance) {
    return Math.exp(-distance * distance / (2 * 1.5 * 1.5));
  }
}
