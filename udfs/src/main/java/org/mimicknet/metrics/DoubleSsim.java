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

/**
 * {@link SlidingSsim} in double. A row of maps holds four maps side by side, each as wide as the
 * image: x, y, xx + yy, xy. One loop filters all four; what it computes across the seams of two
 * maps is never read.
 */
final class DoubleSsim implements SlidingSsim {
  private int width;
  private double[] maps = {};
  private double[][] filteredRows = new double[TAPS][0];
  private double[] means = {};
  private double[] contrastStructure = {};
  private double[] contrastStructureSums = {};
  private double[][] luminanceSums = {};
  private double[][] ssimSums = {};
  private double imageMean;
  private double[] referenceMeans;
  private long rows;

  @Override
  public void start(int width, double imageMean, double... referenceMeans) {
    this.imageMean = imageMean;
    this.referenceMeans = referenceMeans;
    rows = 0;
    int windows = width - TAPS + 1;
    if (this.width != width) {
      this.width = width;
      maps = new double[4 * width];
      filteredRows = new double[TAPS][4 * width];
      means = new double[4 * width];
      contrastStructure = new double[windows];
    }
    contrastStructureSums = Columns.zeros(contrastStructureSums, windows);
    luminanceSums = new double[referenceMeans.length][windows];
    ssimSums = new double[referenceMeans.length][windows];
  }

  @Override
  public void add(double[] reference, double[] image) {
    fillMaps(reference, image);
    filterAlongRow(maps, filteredRows[(int) (rows % TAPS)]);
    rows++;
    if (rows >= TAPS) {
      filterAcrossRows();
      addContrastStructure();
      for (int i = 0; i < referenceMeans.length; i++) {
        addLuminance(referenceMeans[i], luminanceSums[i], ssimSums[i]);
      }
    }
  }

  @Override
  public SsimTerms terms(int referenceMeanIndex) {
    double windows = (double) (rows - TAPS + 1) * contrastStructure.length;
    return new SsimTerms(
        Columns.sum(ssimSums[referenceMeanIndex]) / windows,
        Columns.sum(contrastStructureSums) / windows,
        Columns.sum(luminanceSums[referenceMeanIndex]) / windows);
  }

  private void fillMaps(double[] reference, double[] image) {
    System.arraycopy(reference, 0, maps, 0, width);
    System.arraycopy(image, 0, maps, width, width);
    int squares = 2 * width;
    int products = 3 * width;
    for (int i = 0; i < width; i++) {
      double x = reference[i];
      double y = image[i];
      maps[squares + i] = Math.fma(x, x, y * y);
      maps[products + i] = x * y;
    }
  }

  private static void filterAlongRow(double[] in, double[] out) {
    int length = in.length - TAPS + 1;
    for (int i = 0; i < length; i++) {
      double sum = G5 * in[i + 5];
      sum = Math.fma(G0, in[i] + in[i + 10], sum);
      sum = Math.fma(G1, in[i + 1] + in[i + 9], sum);
      sum = Math.fma(G2, in[i + 2] + in[i + 8], sum);
      sum = Math.fma(G3, in[i + 3] + in[i + 7], sum);
      out[i] = Math.fma(G4, in[i + 4] + in[i + 6], sum);
    }
  }

  private void filterAcrossRows() {
    int oldest = (int) (rows % TAPS);
    filterAcrossRows(
        row(oldest),
        row(oldest + 1),
        row(oldest + 2),
        row(oldest + 3),
        row(oldest + 4),
        row(oldest + 5),
        row(oldest + 6),
        row(oldest + 7),
        row(oldest + 8),
        row(oldest + 9),
        row(oldest + 10),
        means,
        means.length - TAPS + 1);
  }

  private double[] row(int index) {
    return filteredRows[index % TAPS];
  }

  private static void filterAcrossRows(
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

  private void addContrastStructure() {
    for (int i = 0; i < contrastStructure.length; i++) {
      double x = means[i];
      double y = means[width + i];
      double xy = x * y;
      double covariance = means[3 * width + i] - xy;
      double variances = means[2 * width + i] - Math.fma(x, x, y * y);
      double value = (2 * covariance + C2) / (variances + C2);
      contrastStructure[i] = value;
      contrastStructureSums[i] += value;
    }
  }

  private void addLuminance(double referenceMean, double[] luminanceSum, double[] ssimSum) {
    for (int i = 0; i < contrastStructure.length; i++) {
      double x = means[i] + referenceMean;
      double y = means[width + i] + imageMean;
      double luminance = (2 * x * y + C1) / (Math.fma(x, x, y * y) + C1);
      luminanceSum[i] += luminance;
      ssimSum[i] += luminance * contrastStructure[i];
    }
  }
}
