package org.mimicknet.metrics;

import static org.mimicknet.metrics.Window.TAPS;

/**
 * {@link SlidingSsim} in float, with sums in double. A row of maps holds four maps side by side,
 * each as wide as the image: x, y, xx + yy, xy. One loop filters all four; what it computes across
 * the seams of two maps is never read.
 */
final class FloatSsim implements SlidingSsim {
  private static final float G0 = (float) Window.G0;
  private static final float G1 = (float) Window.G1;
  private static final float G2 = (float) Window.G2;
  private static final float G3 = (float) Window.G3;
  private static final float G4 = (float) Window.G4;
  private static final float G5 = (float) Window.G5;
  private static final float C1 = (float) Window.C1;
  private static final float C2 = (float) Window.C2;

  private int width;
  private float[] maps = {};
  private float[][] filteredRows = new float[TAPS][0];
  private float[] means = {};
  private float[] contrastStructure = {};
  private float[] luminance = {};
  private double imageMean;
  private double[] referenceMeans;
  private double contrastStructureSum;
  private double[] luminanceSums;
  private double[] ssimSums;
  private long rows;

  @Override
  public void start(int width, double imageMean, double... referenceMeans) {
    this.imageMean = imageMean;
    this.referenceMeans = referenceMeans;
    rows = 0;
    if (this.width != width) {
      this.width = width;
      maps = new float[4 * width];
      filteredRows = new float[TAPS][4 * width];
      means = new float[4 * width];
      contrastStructure = new float[width - TAPS + 1];
      luminance = new float[width - TAPS + 1];
    }
    contrastStructureSum = 0;
    luminanceSums = new double[referenceMeans.length];
    ssimSums = new double[referenceMeans.length];
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
        addLuminance(i);
      }
    }
  }

  @Override
  public SsimTerms terms(int referenceMeanIndex) {
    double windows = (double) (rows - TAPS + 1) * contrastStructure.length;
    return new SsimTerms(
        ssimSums[referenceMeanIndex] / windows,
        contrastStructureSum / windows,
        luminanceSums[referenceMeanIndex] / windows);
  }

  private void fillMaps(double[] reference, double[] image) {
    for (int i = 0; i < width; i++) {
      maps[i] = (float) reference[i];
      maps[width + i] = (float) image[i];
    }
    int squares = 2 * width;
    int products = 3 * width;
    for (int i = 0; i < width; i++) {
      float x = maps[i];
      float y = maps[width + i];
      maps[squares + i] = Math.fma(x, x, y * y);
      maps[products + i] = x * y;
    }
  }

  private static void filterAlongRow(float[] in, float[] out) {
    int length = in.length - TAPS + 1;
    for (int i = 0; i < length; i++) {
      float sum = G5 * in[i + 5];
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

  private float[] row(int index) {
    return filteredRows[index % TAPS];
  }

  private static void filterAcrossRows(
      float[] r0,
      float[] r1,
      float[] r2,
      float[] r3,
      float[] r4,
      float[] r5,
      float[] r6,
      float[] r7,
      float[] r8,
      float[] r9,
      float[] r10,
      float[] out,
      int length) {
    for (int i = 0; i < length; i++) {
      float sum = G5 * r5[i];
      sum = Math.fma(G0, r0[i] + r10[i], sum);
      sum = Math.fma(G1, r1[i] + r9[i], sum);
      sum = Math.fma(G2, r2[i] + r8[i], sum);
      sum = Math.fma(G3, r3[i] + r7[i], sum);
      out[i] = Math.fma(G4, r4[i] + r6[i], sum);
    }
  }

  private void addContrastStructure() {
    for (int i = 0; i < contrastStructure.length; i++) {
      float x = means[i];
      float y = means[width + i];
      float covariance = means[3 * width + i] - x * y;
      float variances = means[2 * width + i] - Math.fma(x, x, y * y);
      contrastStructure[i] = (2 * covariance + C2) / (variances + C2);
    }
    double sum = 0;
    for (float value : contrastStructure) {
      sum += value;
    }
    contrastStructureSum += sum;
  }

  private void addLuminance(int referenceMeanIndex) {
    float referenceMean = (float) referenceMeans[referenceMeanIndex];
    float mean = (float) imageMean;
    for (int i = 0; i < luminance.length; i++) {
      float x = means[i] + referenceMean;
      float y = means[width + i] + mean;
      luminance[i] = (2 * x * y + C1) / (Math.fma(x, x, y * y) + C1);
    }
    double luminanceSum = 0;
    double ssimSum = 0;
    for (int i = 0; i < luminance.length; i++) {
      luminanceSum += luminance[i];
      ssimSum += luminance[i] * contrastStructure[i];
    }
    luminanceSums[referenceMeanIndex] += luminanceSum;
    ssimSums[referenceMeanIndex] += ssimSum;
  }
}
