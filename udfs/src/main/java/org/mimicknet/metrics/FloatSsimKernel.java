package org.mimicknet.metrics;

import static org.mimicknet.metrics.Window.TAPS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.mimicknet.VectorRegisters;

/** {@link SsimArithmetic} in float, with sums in double, in the Vector API. */
final class FloatSsimKernel implements SsimArithmetic<float[]> {
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(VectorRegisters.floatBits()));
  private static final Class<? extends Vector<Float>> REGISTER = SPECIES.vectorType();
  private static final int LANES = SPECIES.length();
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> NARROWED =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
  private static final float G0 = (float) Window.G0;
  private static final float G1 = (float) Window.G1;
  private static final float G2 = (float) Window.G2;
  private static final float G3 = (float) Window.G3;
  private static final float G4 = (float) Window.G4;
  private static final float G5 = (float) Window.G5;
  private static final float C1 = (float) Window.C1;
  private static final float C2 = (float) Window.C2;

  private final float[] parts = new float[LANES];

  FloatSsimKernel() {}

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public float[][] rows(int count, int length) {
    return new float[count][length];
  }

  @Override
  public void maps(double[] reference, double[] image, int width, float[] maps, int stride) {
    narrow(reference, width, maps, 0);
    narrow(image, width, maps, stride);
    for (int i = 0; i < stride; i += LANES) {
      FloatVector x = at(maps, i);
      FloatVector y = at(maps, stride + i);
      x.fma(x, y.mul(y)).intoArray(maps, 2 * stride + i);
      x.mul(y).intoArray(maps, 3 * stride + i);
    }
  }

  private static void narrow(double[] values, int width, float[] row, int start) {
    int vectors = DOUBLES.loopBound(width);
    for (int i = 0; i < vectors; i += DOUBLES.length()) {
      ((FloatVector)
              DoubleVector.fromArray(DOUBLES, values, i)
                  .convertShape(VectorOperators.D2F, NARROWED, 0))
          .intoArray(row, start + i);
    }
    for (int i = vectors; i < width; i++) {
      row[start + i] = (float) values[i];
    }
  }

  // Two vectors a turn, written out: the compiler inlines neither of these two loops, which are
  // longer than its limit, and so compiles each by itself. Inlined into the walk over the image, it
  // sometimes left their vectors on the heap, eight times slower.

  @Override
  public void along(float[] in, float[] out, int length) {
    FloatVector g0 = FloatVector.broadcast(SPECIES, G0);
    FloatVector g1 = FloatVector.broadcast(SPECIES, G1);
    FloatVector g2 = FloatVector.broadcast(SPECIES, G2);
    FloatVector g3 = FloatVector.broadcast(SPECIES, G3);
    FloatVector g4 = FloatVector.broadcast(SPECIES, G4);
    for (int i = 0; i < length; i += 2 * LANES) {
      int next = i + LANES;
      FloatVector sum = at(in, i + 5).mul(G5);
      sum = at(in, i).add(at(in, i + 10)).fma(g0, sum);
      sum = at(in, i + 1).add(at(in, i + 9)).fma(g1, sum);
      sum = at(in, i + 2).add(at(in, i + 8)).fma(g2, sum);
      sum = at(in, i + 3).add(at(in, i + 7)).fma(g3, sum);
      sum = at(in, i + 4).add(at(in, i + 6)).fma(g4, sum);
      sum.intoArray(out, i);
      FloatVector nextSum = at(in, next + 5).mul(G5);
      nextSum = at(in, next).add(at(in, next + 10)).fma(g0, nextSum);
      nextSum = at(in, next + 1).add(at(in, next + 9)).fma(g1, nextSum);
      nextSum = at(in, next + 2).add(at(in, next + 8)).fma(g2, nextSum);
      nextSum = at(in, next + 3).add(at(in, next + 7)).fma(g3, nextSum);
      nextSum = at(in, next + 4).add(at(in, next + 6)).fma(g4, nextSum);
      nextSum.intoArray(out, next);
    }
  }

  @Override
  public void across(float[][] ring, int oldest, float[] out, int length) {
    float[] r0 = ring[oldest];
    float[] r1 = ring[(oldest + 1) % TAPS];
    float[] r2 = ring[(oldest + 2) % TAPS];
    float[] r3 = ring[(oldest + 3) % TAPS];
    float[] r4 = ring[(oldest + 4) % TAPS];
    float[] r5 = ring[(oldest + 5) % TAPS];
    float[] r6 = ring[(oldest + 6) % TAPS];
    float[] r7 = ring[(oldest + 7) % TAPS];
    float[] r8 = ring[(oldest + 8) % TAPS];
    float[] r9 = ring[(oldest + 9) % TAPS];
    float[] r10 = ring[(oldest + 10) % TAPS];
    FloatVector g0 = FloatVector.broadcast(SPECIES, G0);
    FloatVector g1 = FloatVector.broadcast(SPECIES, G1);
    FloatVector g2 = FloatVector.broadcast(SPECIES, G2);
    FloatVector g3 = FloatVector.broadcast(SPECIES, G3);
    FloatVector g4 = FloatVector.broadcast(SPECIES, G4);
    for (int i = 0; i < length; i += 2 * LANES) {
      int next = i + LANES;
      FloatVector sum = at(r5, i).mul(G5);
      sum = at(r0, i).add(at(r10, i)).fma(g0, sum);
      sum = at(r1, i).add(at(r9, i)).fma(g1, sum);
      sum = at(r2, i).add(at(r8, i)).fma(g2, sum);
      sum = at(r3, i).add(at(r7, i)).fma(g3, sum);
      sum = at(r4, i).add(at(r6, i)).fma(g4, sum);
      sum.intoArray(out, i);
      FloatVector nextSum = at(r5, next).mul(G5);
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
      float[] means,
      int stride,
      int windows,
      double imageMean,
      double[] referenceMeans,
      double[][] sums) {
    for (int r = 0; r < referenceMeans.length; r++) {
      addTerms(means, stride, windows, (float) imageMean, (float) referenceMeans[r], sums, r);
    }
  }

  /** One quotient serves both terms: 1 / (a b) times b is 1 / a. */
  private void addTerms(
      float[] means,
      int stride,
      int windows,
      float imageMean,
      float referenceMean,
      double[][] sums,
      int index) {
    FloatVector contrastStructureSum = FloatVector.zero(SPECIES);
    FloatVector luminanceSum = FloatVector.zero(SPECIES);
    FloatVector ssimSum = FloatVector.zero(SPECIES);
    for (int i = 0; i < windows; i += LANES) {
      FloatVector x = at(means, i);
      FloatVector y = at(means, stride + i);
      FloatVector twiceProduct = x.mul(y).mul(2);
      FloatVector squares = x.fma(x, y.mul(y));
      FloatVector covariance = at(means, 3 * stride + i).mul(2).sub(twiceProduct).add(C2);
      FloatVector variances = at(means, 2 * stride + i).sub(squares).add(C2);
      FloatVector brightX = x.add(referenceMean);
      FloatVector brightY = y.add(imageMean);
      FloatVector brightProduct = brightX.mul(brightY).mul(2).add(C1);
      FloatVector brightSquares = brightX.fma(brightX, brightY.mul(brightY)).add(C1);
      FloatVector inverse = FloatVector.broadcast(SPECIES, 1).div(variances.mul(brightSquares));
      FloatVector contrastStructure = covariance.mul(brightSquares).mul(inverse);
      FloatVector luminance = brightProduct.mul(variances).mul(inverse);
      if (i + LANES > windows) {
        VectorMask<Float> inside = SPECIES.indexInRange(i, windows);
        contrastStructure = contrastStructure.blend(0, inside.not());
        luminance = luminance.blend(0, inside.not());
      }
      contrastStructureSum = contrastStructure.add(REGISTER.cast(contrastStructureSum));
      luminanceSum = luminance.add(REGISTER.cast(luminanceSum));
      ssimSum = luminance.fma(contrastStructure, REGISTER.cast(ssimSum));
    }
    if (index == 0) {
      add(contrastStructureSum, sums[0]);
    }
    add(luminanceSum, sums[1 + 2 * index]);
    add(ssimSum, sums[2 + 2 * index]);
  }

  /** Sums of one row are short: they lose nothing in float. Those of the image are in double. */
  private void add(FloatVector rowSum, double[] sums) {
    rowSum.intoArray(parts, 0);
    for (int i = 0; i < LANES; i++) {
      sums[i] += parts[i];
    }
  }

  private static FloatVector at(float[] values, int index) {
    return FloatVector.fromArray(SPECIES, values, index);
  }
}
