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

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link SsimArithmetic} in double, in the Vector API. */
final class DoubleSsimKernel implements SsimArithmetic<double[]> {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  DoubleSsimKernel() {}

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public double[][] rows(int count, int length) {
    return new double[count][length];
  }

  @Override
  public void maps(double[] reference, double[] image, int width, double[] maps, int stride) {
    int vectors = SPECIES.loopBound(width);
    for (int i = 0; i < vectors; i += LANES) {
      DoubleVector x = at(reference, i);
      DoubleVector y = at(image, i);
      x.intoArray(maps, i);
      y.intoArray(maps, stride + i);
      x.fma(x, y.mul(y)).intoArray(maps, 2 * stride + i);
      x.mul(y).intoArray(maps, 3 * stride + i);
    }
    for (int i = vectors; i < width; i++) {
      double x = reference[i];
      double y = image[i];
      maps[i] = x;
      maps[stride + i] = y;
      maps[2 * stride + i] = Math.fma(x, x, y * y);
      maps[3 * stride + i] = x * y;
    }
  }

  // Two vectors a turn, written out: the compiler inlines neither of these two loops, which are
  // longer than its limit, and so compiles each by itself. Inlined into the walk over the image, it
  // sometimes left their vectors on the heap, eight times slower.

  @Override
  public void along(double[] in, double[] out, int length) {
    DoubleVector g0 = DoubleVector.broadcast(SPECIES, G0);
    DoubleVector g1 = DoubleVector.broadcast(SPECIES, G1);
    DoubleVector g2 = DoubleVector.broadcast(SPECIES, G2);
    DoubleVector g3 = DoubleVector.broadcast(SPECIES, G3);
    DoubleVector g4 = DoubleVector.broadcast(SPECIES, G4);
    for (int i = 0; i < length; i += 2 * LANES) {
      int next = i + LANES;
      DoubleVector sum = at(in, i + 5).mul(G5);
      sum = at(in, i).add(at(in, i + 10)).fma(g0, sum);
      sum = at(in, i + 1).add(at(in, i + 9)).fma(g1, sum);
      sum = at(in, i + 2).add(at(in, i + 8)).fma(g2, sum);
      sum = at(in, i + 3).add(at(in, i + 7)).fma(g3, sum);
      sum = at(in, i + 4).add(at(in, i + 6)).fma(g4, sum);
      sum.intoArray(out, i);
      DoubleVector nextSum = at(in, next + 5).mul(G5);
      nextSum = at(in, next).add(at(in, next + 10)).fma(g0, nextSum);
      nextSum = at(in, next + 1).add(at(in, next + 9)).fma(g1, nextSum);
      nextSum = at(in, next + 2).add(at(in, next + 8)).fma(g2, nextSum);
      nextSum = at(in, next + 3).add(at(in, next + 7)).fma(g3, nextSum);
      nextSum = at(in, next + 4).add(at(in, next + 6)).fma(g4, nextSum);
      nextSum.intoArray(out, next);
    }
  }

  @Override
  public void across(double[][] ring, int oldest, double[] out, int length) {
    double[] r0 = ring[oldest];
    double[] r1 = ring[(oldest + 1) % TAPS];
    double[] r2 = ring[(oldest + 2) % TAPS];
    double[] r3 = ring[(oldest + 3) % TAPS];
    double[] r4 = ring[(oldest + 4) % TAPS];
    double[] r5 = ring[(oldest + 5) % TAPS];
    double[] r6 = ring[(oldest + 6) % TAPS];
    double[] r7 = ring[(oldest + 7) % TAPS];
    double[] r8 = ring[(oldest + 8) % TAPS];
    double[] r9 = ring[(oldest + 9) % TAPS];
    double[] r10 = ring[(oldest + 10) % TAPS];
    DoubleVector g0 = DoubleVector.broadcast(SPECIES, G0);
    DoubleVector g1 = DoubleVector.broadcast(SPECIES, G1);
    DoubleVector g2 = DoubleVector.broadcast(SPECIES, G2);
    DoubleVector g3 = DoubleVector.broadcast(SPECIES, G3);
    DoubleVector g4 = DoubleVector.broadcast(SPECIES, G4);
    for (int i = 0; i < length; i += 2 * LANES) {
      int next = i + LANES;
      DoubleVector sum = at(r5, i).mul(G5);
      sum = at(r0, i).add(at(r10, i)).fma(g0, sum);
      sum = at(r1, i).add(at(r9, i)).fma(g1, sum);
      sum = at(r2, i).add(at(r8, i)).fma(g2, sum);
      sum = at(r3, i).add(at(r7, i)).fma(g3, sum);
      sum = at(r4, i).add(at(r6, i)).fma(g4, sum);
      sum.intoArray(out, i);
      DoubleVector nextSum = at(r5, next).mul(G5);
      nextSum = at(r0, next).add(at(r10, next)).fma(g0, nextSum);
      nextSum = at(r1, next).add(at(r9, next)).fma(g1, nextSum);
      nextSum = at(r2, next).add(at(r8, next)).fma(g2, nextSum);
      nextSum = at(r3, next).add(at(r7, next)).fma(g3, nextSum);
      nextSum = at(r4, next).add(at(r6, next)).fma(g4, nextSum);
      nextSum.intoArray(out, next);
    }
  }

  @Override
  public int partials(int windows) {
    return LANES;
  }

  @Override
  public void addTerms(
      double[] means,
      int stride,
      int windows,
      double imageMean,
      double[] referenceMeans,
      double[][] sums) {
    for (int r = 0; r < referenceMeans.length; r++) {
      addTerms(means, stride, windows, imageMean, referenceMeans[r], sums, r);
    }
  }

  /** One quotient serves both terms: 1 / (a b) times b is 1 / a. */
  private static void addTerms(
      double[] means,
      int stride,
      int windows,
      double imageMean,
      double referenceMean,
      double[][] sums,
      int index) {
    DoubleVector contrastStructureSum = at(sums[0], 0);
    DoubleVector luminanceSum = at(sums[1 + 2 * index], 0);
    DoubleVector ssimSum = at(sums[2 + 2 * index], 0);
    for (int i = 0; i < windows; i += LANES) {
      DoubleVector x = at(means, i);
      DoubleVector y = at(means, stride + i);
      DoubleVector twiceProduct = x.mul(y).mul(2);
      DoubleVector squares = x.fma(x, y.mul(y));
      DoubleVector covariance = at(means, 3 * stride + i).mul(2).sub(twiceProduct).add(C2);
      DoubleVector variances = at(means, 2 * stride + i).sub(squares).add(C2);
      DoubleVector brightX = x.add(referenceMean);
      DoubleVector brightY = y.add(imageMean);
      DoubleVector brightProduct = brightX.mul(brightY).mul(2).add(C1);
      DoubleVector brightSquares = brightX.fma(brightX, brightY.mul(brightY)).add(C1);
      DoubleVector inverse = DoubleVector.broadcast(SPECIES, 1).div(variances.mul(brightSquares));
      DoubleVector contrastStructure = covariance.mul(brightSquares).mul(inverse);
      DoubleVector luminance = brightProduct.mul(variances).mul(inverse);
      if (i + LANES > windows) {
        VectorMask<Double> inside = SPECIES.indexInRange(i, windows);
        contrastStructure = contrastStructure.blend(0, inside.not());
        luminance = luminance.blend(0, inside.not());
      }
      contrastStructureSum = contrastStructureSum.add(contrastStructure);
      luminanceSum = luminanceSum.add(luminance);
      ssimSum = luminance.fma(contrastStructure, ssimSum);
    }
    if (index == 0) {
      contrastStructureSum.intoArray(sums[0], 0);
    }
    luminanceSum.intoArray(sums[1 + 2 * index], 0);
    ssimSum.intoArray(sums[2 + 2 * index], 0);
  }

  private static DoubleVector at(double[] values, int index) {
    return DoubleVector.fromArray(SPECIES, values, index);
  }
}
