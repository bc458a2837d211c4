package org.mimicknet.metrics;

import static org.mimicknet.metrics.Window.C1;
import static org.mimicknet.metrics.Window.C2;
import static org.mimicknet.metrics.Window.G0;
import static org.mimicknet.metrics.Window.G1;
import static org.mimicknet.metrics.Window.G2;
import static org.mimicknet.metrics.Window.G3;
import static org.mimicknet.metrics.Window.G4;
import static org.mimicknet.metrics.Window.G5;
import static org.mimicknet.metrics.Window.TAPS;

/** {@link SsimArithmetic} in double, in loops that the compiler turns into vector code itself. */
final class PlainSsim implements SsimArithmetic<double[]> {
  private double[] contrastStructure = {};

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public double[][] rows(int count, int length) {
    return new double[count][length];
  }

  @Override
  public void maps(double[] reference, double[] image, int width, double[] maps, int stride) {
    System.arraycopy(reference, 0, maps, 0, width);
    System.arraycopy(image, 0, maps, stride, width);
    int squares = 2 * stride;
    int products = 3 * stride;
    for (int i = 0; i < width; i++) {
      double x = reference[i];
      double y = image[i];
      maps[squares + i] = Math.fma(x, x, y * y);
      maps[products + i] = x * y;
    }
  }

  @Override
  public void along(double[] in, double[] out, int length) {
    for (int i = 0; i < length; i++) {
      double sum = G5 * in[i + 5];
      sum = Math.fma(G0, in[i] + in[i + 10], sum);
      sum = Math.fma(G1, in[i + 1] + in[i + 9], sum);
      sum = Math.fma(G2, in[i + 2] + in[i + 8], sum);
      sum = Math.fma(G3, in[i + 3] + in[i + 7], sum);
      out[i] = Math.fma(G4, in[i + 4] + in[i + 6], sum);
    }
  }

  @Override
  public void across(double[][] ring, int oldest, double[] out, int length) {
    across(
        ring[oldest],
        ring[(oldest + 1) % TAPS],
        ring[(oldest + 2) % TAPS],
        ring[(oldest + 3) % TAPS],
        ring[(oldest + 4) % TAPS],
        ring[(oldest + 5) % TAPS],
        ring[(oldest + 6) % TAPS],
        ring[(oldest + 7) % TAPS],
        ring[(oldest + 8) % TAPS],
        ring[(oldest + 9) % TAPS],
        ring[(oldest + 10) % TAPS],
        out,
        length);
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
      int length) {
    for (int i = 0; i < length; i++) {
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
      double[] means,
      int stride,
      int windows,
      double imageMean,
      double[] referenceMeans,
      double[][] sums) {
    if (contrastStructure.length != windows) {
      contrastStructure = new double[windows];
    }
    addContrastStructure(means, stride, contrastStructure, sums[0]);
    for (int i = 0; i < referenceMeans.length; i++) {
      addLuminance(
          means,
          stride,
          referenceMeans[i],
          imageMean,
          contrastStructure,
          sums[1 + 2 * i],
          sums[2 + 2 * i]);
    }
  }

  private static void addContrastStructure(
      double[] means, int stride, double[] contrastStructure, double[] sums) {
    for (int i = 0; i < contrastStructure.length; i++) {
      double x = means[i];
      double y = means[stride + i];
      double covariance = means[3 * stride + i] - x * y;
      double variances = means[2 * stride + i] - Math.fma(x, x, y * y);
      double value = (2 * covariance + C2) / (variances + C2);
      contrastStructure[i] = value;
      sums[i] += value;
    }
  }

  private static void addLuminance(
      double[] means,
      int stride,
      double referenceMean,
      double imageMean,
      double[] contrastStructure,
      double[] luminanceSums,
      double[] ssimSums) {
    for (int i = 0; i < contrastStructure.length; i++) {
      double x = means[i] + referenceMean;
      double y = means[stride + i] + imageMean;
      double luminance = (2 * x * y + C1) / (Math.fma(x, x, y * y) + C1);
      luminanceSums[i] += luminance;
      ssimSums[i] += luminance * contrastStructure[i];
    }
  }
}
