/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.mimicknet.VectorRegisters;

/**
 * {@link SsimArithmetic} in float, with sums of rows in double, in the Vector API.
 *
 * <p>What is stored is cast to its exact class first: these loops are longer than what C2 inlines
 * at once, it comes back to the last sums later, and where it has lost the profile of their class
 * it would leave them on the heap.
 */
final class FloatSsimKernel implements SsimArithmetic<float[]> {
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(VectorRegisters.floatBits()));
  private static final Class<? extends Vector<Float>> REGISTER = SPECIES.vectorType();
  private static final int LANES = SPECIES.length();
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
  public float[][] arrays(int count, int length) {
    return new float[count][length];
  }

  @Override
  public void read(float[] pixels, int from, int width, double mean, float[] row, int lane) {
    float floatMean = (float) mean;
    for (int i = 0; i < width; i++) {
      row[i * LANES + lane] = pixels[from + i] - floatMean;
    }
  }

  @Override
  public void squares(float[] x, float[] y, float[] out, int columns) {
    for (int i = 0; i < columns * LANES; i += LANES) {
      FloatVector a = at(x, i);
      FloatVector b = at(y, i);
      ((FloatVector) REGISTER.cast(a.fma(a, b.mul(b)))).intoArray(out, i);
    }
  }

  @Override
  public void products(float[] x, float[] y, float[] out, int columns) {
    for (int i = 0; i < columns * LANES; i += LANES) {
      ((FloatVector) REGISTER.cast(at(x, i).mul(at(y, i)))).intoArray(out, i);
    }
  }

  // Written out: the compiler inlines neither of these two loops, which are longer than its limit,
  // and so compiles each by itself. Inlined into the walk over the image, it sometimes left their
  // vectors on the heap, eight times slower.

  @Override
  public void along(float[] row, int columns) {
    FloatVector g0 = FloatVector.broadcast(SPECIES, G0);
    FloatVector g1 = FloatVector.broadcast(SPECIES, G1);
    FloatVector g2 = FloatVector.broadcast(SPECIES, G2);
    FloatVector g3 = FloatVector.broadcast(SPECIES, G3);
    FloatVector g4 = FloatVector.broadcast(SPECIES, G4);
    FloatVector g5 = FloatVector.broadcast(SPECIES, G5);
    for (int i = 0; i < columns * LANES; i += COLUMNS * LANES) {
      FloatVector v0 = at(row, i);
      FloatVector v1 = at(row, i + 1 * LANES);
      FloatVector v2 = at(row, i + 2 * LANES);
      FloatVector v3 = at(row, i + 3 * LANES);
      FloatVector v4 = at(row, i + 4 * LANES);
      FloatVector v5 = at(row, i + 5 * LANES);
      FloatVector v6 = at(row, i + 6 * LANES);
      FloatVector v7 = at(row, i + 7 * LANES);
      FloatVector v8 = at(row, i + 8 * LANES);
      FloatVector v9 = at(row, i + 9 * LANES);
      FloatVector v10 = at(row, i + 10 * LANES);
      FloatVector v11 = at(row, i + 11 * LANES);
      FloatVector v12 = at(row, i + 12 * LANES);
      FloatVector v13 = at(row, i + 13 * LANES);
      FloatVector sum = v5.mul(g5);
      sum = v0.add(v10).fma(g0, sum);
      sum = v1.add(v9).fma(g1, sum);
      sum = v2.add(v8).fma(g2, sum);
      sum = v3.add(v7).fma(g3, sum);
      sum = v4.add(v6).fma(g4, sum);
      ((FloatVector) REGISTER.cast(sum)).intoArray(row, i);
      sum = v6.mul(g5);
      sum = v1.add(v11).fma(g0, sum);
      sum = v2.add(v10).fma(g1, sum);
      sum = v3.add(v9).fma(g2, sum);
      sum = v4.add(v8).fma(g3, sum);
      sum = v5.add(v7).fma(g4, sum);
      ((FloatVector) REGISTER.cast(sum)).intoArray(row, i + LANES);
      sum = v7.mul(g5);
      sum = v2.add(v12).fma(g0, sum);
      sum = v3.add(v11).fma(g1, sum);
      sum = v4.add(v10).fma(g2, sum);
      sum = v5.add(v9).fma(g3, sum);
      sum = v6.add(v8).fma(g4, sum);
      ((FloatVector) REGISTER.cast(sum)).intoArray(row, i + 2 * LANES);
      sum = v8.mul(g5);
      sum = v3.add(v13).fma(g0, sum);
      sum = v4.add(v12).fma(g1, sum);
      sum = v5.add(v11).fma(g2, sum);
      sum = v6.add(v10).fma(g3, sum);
      sum = v7.add(v9).fma(g4, sum);
      ((FloatVector) REGISTER.cast(sum)).intoArray(row, i + 3 * LANES);
    }
  }

  @Override
  public void across(float[][] rows, float[][] out, int columns) {
    float[] r0 = rows[0];
    float[] r1 = rows[1];
    float[] r2 = rows[2];
    float[] r3 = rows[3];
    float[] r4 = rows[4];
    float[] r5 = rows[5];
    float[] r6 = rows[6];
    float[] r7 = rows[7];
    float[] r8 = rows[8];
    float[] r9 = rows[9];
    float[] r10 = rows[10];
    float[] r11 = rows[11];
    float[] r12 = rows[12];
    float[] r13 = rows[13];
    float[] o0 = out[0];
    float[] o1 = out[1];
    float[] o2 = out[2];
    float[] o3 = out[3];
    FloatVector g0 = FloatVector.broadcast(SPECIES, G0);
    FloatVector g1 = FloatVector.broadcast(SPECIES, G1);
    FloatVector g2 = FloatVector.broadcast(SPECIES, G2);
    FloatVector g3 = FloatVector.broadcast(SPECIES, G3);
    FloatVector g4 = FloatVector.broadcast(SPECIES, G4);
    FloatVector g5 = FloatVector.broadcast(SPECIES, G5);
    for (int i = 0; i < columns * LANES; i += LANES) {
      FloatVector v0 = at(r0, i);
      FloatVector v1 = at(r1, i);
      FloatVector v2 = at(r2, i);
      FloatVector v3 = at(r3, i);
      FloatVector v4 = at(r4, i);
      FloatVector v5 = at(r5, i);
      FloatVector v6 = at(r6, i);
      FloatVector v7 = at(r7, i);
      FloatVector v8 = at(r8, i);
      FloatVector v9 = at(r9, i);
      FloatVector v10 = at(r10, i);
      FloatVector v11 = at(r11, i);
      FloatVector v12 = at(r12, i);
      FloatVector v13 = at(r13, i);
      FloatVector sum = v5.mul(g5);
      sum = v0.add(v10).fma(g0, sum);
      sum = v1.add(v9).fma(g1, sum);
      sum = v2.add(v8).fma(g2, sum);
      sum = v3.add(v7).fma(g3, sum);
      sum = v4.add(v6).fma(g4, sum);
      ((FloatVector) REGISTER.cast(sum)).intoArray(o0, i);
      sum = v6.mul(g5);
      sum = v1.add(v11).fma(g0, sum);
      sum = v2.add(v10).fma(g1, sum);
      sum = v3.add(v9).fma(g2, sum);
      sum = v4.add(v8).fma(g3, sum);
      sum = v5.add(v7).fma(g4, sum);
      ((FloatVector) REGISTER.cast(sum)).intoArray(o1, i);
      sum = v7.mul(g5);
      sum = v2.add(v12).fma(g0, sum);
      sum = v3.add(v11).fma(g1, sum);
      sum = v4.add(v10).fma(g2, sum);
      sum = v5.add(v9).fma(g3, sum);
      sum = v6.add(v8).fma(g4, sum);
      ((FloatVector) REGISTER.cast(sum)).intoArray(o2, i);
      sum = v8.mul(g5);
      sum = v3.add(v13).fma(g0, sum);
      sum = v4.add(v12).fma(g1, sum);
      sum = v5.add(v11).fma(g2, sum);
      sum = v6.add(v10).fma(g3, sum);
      sum = v7.add(v9).fma(g4, sum);
      ((FloatVector) REGISTER.cast(sum)).intoArray(o3, i);
    }
  }

  @Override
  public int partials(int windows) {
    return LANES;
  }

  @Override
  public void addTerms(
      float[] xs,
      float[] ys,
      float[] squares,
      float[] products,
      int windows,
      int lanes,
      double imageMean,
      double[] referenceMeans,
      double[][] sums) {
    for (int r = 0; r < referenceMeans.length; r++) {
      addTerms(
          xs,
          ys,
          squares,
          products,
          windows,
          lanes,
          (float) imageMean,
          (float) referenceMeans[r],
          sums,
          r);
    }
  }

  /** One quotient serves both terms: 1 / (a b) times b is 1 / a. */
  private void addTerms(
      float[] xs,
      float[] ys,
      float[] squares,
      float[] products,
      int windows,
      int lanes,
      float imageMean,
      float referenceMean,
      double[][] sums,
      int index) {
    FloatVector contrastStructureSum = FloatVector.zero(SPECIES);
    FloatVector luminanceSum = FloatVector.zero(SPECIES);
    FloatVector ssimSum = FloatVector.zero(SPECIES);
    for (int i = 0; i < windows * LANES; i += LANES) {
      FloatVector x = at(xs, i);
      FloatVector y = at(ys, i);
      FloatVector twiceProduct = x.mul(y).mul(2);
      FloatVector meanSquares = x.fma(x, y.mul(y));
      FloatVector covariance = at(products, i).mul(2).sub(twiceProduct).add(C2);
      FloatVector variances = at(squares, i).sub(meanSquares).add(C2);
      FloatVector brightX = x.add(referenceMean);
      FloatVector brightY = y.add(imageMean);
      FloatVector brightProduct = brightX.mul(brightY).mul(2).add(C1);
      FloatVector brightSquares = brightX.fma(brightX, brightY.mul(brightY)).add(C1);
      FloatVector inverse = FloatVector.broadcast(SPECIES, 1).div(variances.mul(brightSquares));
      FloatVector contrastStructure = covariance.mul(brightSquares).mul(inverse);
      FloatVector luminance = brightProduct.mul(variances).mul(inverse);
      contrastStructureSum = contrastStructure.add(REGISTER.cast(contrastStructureSum));
      luminanceSum = luminance.add(REGISTER.cast(luminanceSum));
      ssimSum = luminance.fma(contrastStructure, REGISTER.cast(ssimSum));
    }
    if (index == 0) {
      add(contrastStructureSum, lanes, sums[0]);
    }
    add(luminanceSum, lanes, sums[1 + 2 * index]);
    add(ssimSum, lanes, sums[2 + 2 * index]);
  }

  private void add(FloatVector rowSum, int lanes, double[] sums) {
    rowSum.intoArray(parts, 0);
    for (int lane = 0; lane < lanes; lane++) {
      sums[lane] += parts[lane];
    }
  }

  private static FloatVector at(float[] values, int index) {
    return FloatVector.fromArray(SPECIES, values, index);
  }
}
