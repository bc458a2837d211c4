/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import static org.mimicknet.metrics.Window.C1;
import static org.mimicknet.metrics.Window.C2;
import static org.mimicknet.metrics.Window.G0;
import static org.mimicknet.metrics.Window.G1;
import static org.mimicknet.metrics.Window.G2;
import static org.mimicknet.metrics.Window.G3;
import static org.mimicknet.metrics.Window.G4;
import static org.mimicknet.metrics.Window.G5;

/** {@link SsimArithmetic} in double, in loops that the compiler turns into vector code itself. */
final class PlainSsim implements SsimArithmetic<double[]> {
  private double[] contrastStructure = {};

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public double[][] arrays(int count, int length) {
    return new double[count][length];
  }

  @Override
  public void read(float[] pixels, int from, int width, double mean, double[] row, int lane) {
    for (int i = 0; i < width; i++) {
      row[i] = pixels[from + i] - mean;
    }
  }

  @Override
  public void squares(double[] x, double[] y, double[] out, int columns) {
    for (int i = 0; i < columns; i++) {
      out[i] = Math.fma(x[i], x[i], y[i] * y[i]);
    }
  }

  @Override
  public void products(double[] x, double[] y, double[] out, int columns) {
    for (int i = 0; i < columns; i++) {
      out[i] = x[i] * y[i];
    }
  }

  @Override
  public void along(double[] row, int columns) {
    for (int i = 0; i < columns; i++) {
      double sum = G5 * row[i + 5];
      sum = Math.fma(G0, row[i] + row[i + 10], sum);
      sum = Math.fma(G1, row[i + 1] + row[i + 9], sum);
      sum = Math.fma(G2, row[i + 2] + row[i + 8], sum);
      sum = Math.fma(G3, row[i + 3] + row[i + 7], sum);
      row[i] = Math.fma(G4, row[i + 4] + row[i + 6], sum);
    }
  }

  @Override
  public void across(double[][] rows, double[][] out, int columns) {
    for (int row = 0; row < ROWS; row++) {
      across(
          rows[row],
          rows[row + 1],
          rows[row + 2],
          rows[row + 3],
          rows[row + 4],
          rows[row + 5],
          rows[row + 6],
          rows[row + 7],
          rows[row + 8],
          rows[row + 9],
          rows[row + 10],
          out[row],
          columns);
    }
  }

  private static void across(
      double[] r0,
      double[] r1,
      double[] r2,
      double[] r3,
      double[] r4,
      double[] r5,
      double[] r6,
      double[] r7,
      double[] r8,
      double[] r9,
      double[] r10,
      double[] out,
      int columns) {
    for (int i = 0; i < columns; i++) {
      double sum = G5 * r5[i];
      sum = Math.fma(G0, r0[i] + r10[i], sum);
      sum = Math.fma(G1, r1[i] + r9[i], sum);
      sum = Math.fma(G2, r2[i] + r8[i], sum);
      sum = Math.fma(G3, r3[i] + r7[i], sum);
      out[i] = Math.fma(G4, r4[i] + r6[i], sum);
    }
  }

  @Override
  public int partials(int windows) {
    return windows;
  }

  @Override
  public void addTerms(
      double[] x,
      double[] y,
      double[] squares,
      double[] products,
      int windows,
      int lanes,
      double imageMean,
      double[] referenceMeans,
      double[][] sums) {
    if (contrastStructure.length < windows) {
      contrastStructure = new double[windows];
    }
    addContrastStructure(x, y, squares, products, windows, contrastStructure, sums[0]);
    for (int i = 0; i < referenceMeans.length; i++) {
      addLuminance(
          x,
          y,
          windows,
          referenceMeans[i],
          imageMean,
          contrastStructure,
          sums[1 + 2 * i],
          sums[2 + 2 * i]);
    }
  }

  private static void addContrastStructure(
      double[] x,
      double[] y,
      double[] squares,
      double[] products,
      int windows,
      double[] contrastStructure,
      double[] sums) {
    for (int i = 0; i < windows; i++) {
      double covariance = products[i] - x[i] * y[i];
      double variances = squares[i] - Math.fma(x[i], x[i], y[i] * y[i]);
      double value = (2 * covariance + C2) / (variances + C2);
      contrastStructure[i] = value;
      sums[i] += value;
    }
  }

  private static void addLuminance(
      double[] x,
      double[] y,
      int windows,
      double referenceMean,
      double imageMean,
      double[] contrastStructure,
      double[] luminanceSums,
      double[] ssimSums) {
    for (int i = 0; i < windows; i++) {
      double brightX = x[i] + referenceMean;
      double brightY = y[i] + imageMean;
      double luminance =
          (2 * brightX * brightY + C1) / (Math.fma(brightX, brightX, brightY * brightY) + C1);
      luminanceSums[i] += luminance;
      ssimSums[i] += luminance * contrastStructure[i];
    }
  }
}
