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

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SsimArithmetic} in double, in the Vector API.
 *
 * <p>What is stored is cast to its exact class first: these loops are longer than what C2 inlines
 * at once, it comes back to the last sums later, and where it has lost the profile of their class
 * it would leave them on the heap.
 */
final class DoubleSsimKernel implements SsimArithmetic<double[]> {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final Class<? extends Vector<Double>> REGISTER = SPECIES.vectorType();
  private static final int LANES = SPECIES.length();

  private final double[] parts = new double[LANES];

  DoubleSsimKernel() {}

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public double[][] arrays(int count, int length) {
    return new double[count][length];
  }

  @Override
  public void read(float[] pixels, int from, int width, double mean, double[] row, int lane) {
    for (int i = 0; i < width; i++) {
      row[i * LANES + lane] = pixels[from + i] - mean;
    }
  }

  @Override
  public void squares(double[] x, double[] y, double[] out, int columns) {
    for (int i = 0; i < columns * LANES; i += LANES) {
      DoubleVector a = at(x, i);
      DoubleVector b = at(y, i);
      ((DoubleVector) REGISTER.cast(a.fma(a, b.mul(b)))).intoArray(out, i);
    }
  }

  @Override
  public void products(double[] x, double[] y, double[] out, int columns) {
    for (int i = 0; i < columns * LANES; i += LANES) {
      ((DoubleVector) REGISTER.cast(at(x, i).mul(at(y, i)))).intoArray(out, i);
    }
  }

  // Written out: the compiler inlines neither of these two loops, which are longer than its limit,
  // and so compiles each by itself. Inlined into the walk over the image, it sometimes left their
  // vectors on the heap, eight times slower.

  @Override
  public void along(double[] row, int columns) {
    DoubleVector g0 = DoubleVector.broadcast(SPECIES, G0);
    DoubleVector g1 = DoubleVector.broadcast(SPECIES, G1);
    DoubleVector g2 = DoubleVector.broadcast(SPECIES, G2);
    DoubleVector g3 = DoubleVector.broadcast(SPECIES, G3);
    DoubleVector g4 = DoubleVector.broadcast(SPECIES, G4);
    DoubleVector g5 = DoubleVector.broadcast(SPECIES, G5);
    for (int i = 0; i < columns * LANES; i += COLUMNS * LANES) {
      DoubleVector v0 = at(row, i);
      DoubleVector v1 = at(row, i + 1 * LANES);
      DoubleVector v2 = at(row, i + 2 * LANES);
      DoubleVector v3 = at(row, i + 3 * LANES);
      DoubleVector v4 = at(row, i + 4 * LANES);
      DoubleVector v5 = at(row, i + 5 * LANES);
      DoubleVector v6 = at(row, i + 6 * LANES);
      DoubleVector v7 = at(row, i + 7 * LANES);
      DoubleVector v8 = at(row, i + 8 * LANES);
      DoubleVector v9 = at(row, i + 9 * LANES);
      DoubleVector v10 = at(row, i + 10 * LANES);
      DoubleVector v11 = at(row, i + 11 * LANES);
      DoubleVector v12 = at(row, i + 12 * LANES);
      DoubleVector v13 = at(row, i + 13 * LANES);
      DoubleVector sum = v5.mul(g5);
      sum = v0.add(v10).fma(g0, sum);
      sum = v1.add(v9).fma(g1, sum);
      sum = v2.add(v8).fma(g2, sum);
      sum = v3.add(v7).fma(g3, sum);
      sum = v4.add(v6).fma(g4, sum);
      ((DoubleVector) REGISTER.cast(sum)).intoArray(row, i);
      sum = v6.mul(g5);
      sum = v1.add(v11).fma(g0, sum);
      sum = v2.add(v10).fma(g1, sum);
      sum = v3.add(v9).fma(g2, sum);
      sum = v4.add(v8).fma(g3, sum);
      sum = v5.add(v7).fma(g4, sum);
      ((DoubleVector) REGISTER.cast(sum)).intoArray(row, i + LANES);
      sum = v7.mul(g5);
      sum = v2.add(v12).fma(g0, sum);
      sum = v3.add(v11).fma(g1, sum);
      sum = v4.add(v10).fma(g2, sum);
      sum = v5.add(v9).fma(g3, sum);
      sum = v6.add(v8).fma(g4, sum);
      ((DoubleVector) REGISTER.cast(sum)).intoArray(row, i + 2 * LANES);
      sum = v8.mul(g5);
      sum = v3.add(v13).fma(g0, sum);
      sum = v4.add(v12).fma(g1, sum);
      sum = v5.add(v11).fma(g2, sum);
      sum = v6.add(v10).fma(g3, sum);
      sum = v7.add(v9).fma(g4, sum);
      ((DoubleVector) REGISTER.cast(sum)).intoArray(row, i + 3 * LANES);
    }
  }

  @Override
  public void across(double[][] rows, double[][] out, int columns) {
    double[] r0 = rows[0];
    double[] r1 = rows[1];
    double[] r2 = rows[2];
    double[] r3 = rows[3];
    double[] r4 = rows[4];
    double[] r5 = rows[5];
    double[] r6 = rows[6];
    double[] r7 = rows[7];
    double[] r8 = rows[8];
    double[] r9 = rows[9];
    double[] r10 = rows[10];
    double[] r11 = rows[11];
    double[] r12 = rows[12];
    double[] r13 = rows[13];
    double[] o0 = out[0];
    double[] o1 = out[1];
    double[] o2 = out[2];
    double[] o3 = out[3];
    DoubleVector g0 = DoubleVector.broadcast(SPECIES, G0);
    DoubleVector g1 = DoubleVector.broadcast(SPECIES, G1);
    DoubleVector g2 = DoubleVector.broadcast(SPECIES, G2);
    DoubleVector g3 = DoubleVector.broadcast(SPECIES, G3);
    DoubleVector g4 = DoubleVector.broadcast(SPECIES, G4);
    DoubleVector g5 = DoubleVector.broadcast(SPECIES, G5);
    for (int i = 0; i < columns * LANES; i += LANES) {
      DoubleVector v0 = at(r0, i);
      DoubleVector v1 = at(r1, i);
      DoubleVector v2 = at(r2, i);
      DoubleVector v3 = at(r3, i);
      DoubleVector v4 = at(r4, i);
      DoubleVector v5 = at(r5, i);
      DoubleVector v6 = at(r6, i);
      DoubleVector v7 = at(r7, i);
      DoubleVector v8 = at(r8, i);
      DoubleVector v9 = at(r9, i);
      DoubleVector v10 = at(r10, i);
      DoubleVector v11 = at(r11, i);
      DoubleVector v12 = at(r12, i);
      DoubleVector v13 = at(r13, i);
      DoubleVector sum = v5.mul(g5);
      sum = v0.add(v10).fma(g0, sum);
      sum = v1.add(v9).fma(g1, sum);
      sum = v2.add(v8).fma(g2, sum);
      sum = v3.add(v7).fma(g3, sum);
      sum = v4.add(v6).fma(g4, sum);
      ((DoubleVector) REGISTER.cast(sum)).intoArray(o0, i);
      sum = v6.mul(g5);
      sum = v1.add(v11).fma(g0, sum);
      sum = v2.add(v10).fma(g1, sum);
      sum = v3.add(v9).fma(g2, sum);
      sum = v4.add(v8).fma(g3, sum);
      sum = v5.add(v7).fma(g4, sum);
      ((DoubleVector) REGISTER.cast(sum)).intoArray(o1, i);
      sum = v7.mul(g5);
      sum = v2.add(v12).fma(g0, sum);
      sum = v3.add(v11).fma(g1, sum);
      sum = v4.add(v10).fma(g2, sum);
      sum = v5.add(v9).fma(g3, sum);
      sum = v6.add(v8).fma(g4, sum);
      ((DoubleVector) REGISTER.cast(sum)).intoArray(o2, i);
      sum = v8.mul(g5);
      sum = v3.add(v13).fma(g0, sum);
      sum = v4.add(v12).fma(g1, sum);
      sum = v5.add(v11).fma(g2, sum);
      sum = v6.add(v10).fma(g3, sum);
      sum = v7.add(v9).fma(g4, sum);
      ((DoubleVector) REGISTER.cast(sum)).intoArray(o3, i);
    }
  }

  @Override
  public int partials(int windows) {
    return LANES;
  }

  @Override
  public void addTerms(
      double[] xs,
      double[] ys,
      double[] squares,
      double[] products,
      int windows,
      int lanes,
      double imageMean,
      double[] referenceMeans,
      double[][] sums) {
    for (int r = 0; r < referenceMeans.length; r++) {
      addTerms(xs, ys, squares, products, windows, lanes, imageMean, referenceMeans[r], sums, r);
    }
  }

  /** One quotient serves both terms: 1 / (a b) times b is 1 / a. */
  private void addTerms(
      double[] xs,
      double[] ys,
      double[] squares,
      double[] products,
      int windows,
      int lanes,
      double imageMean,
      double referenceMean,
      double[][] sums,
      int index) {
    DoubleVector contrastStructureSum = DoubleVector.zero(SPECIES);
    DoubleVector luminanceSum = DoubleVector.zero(SPECIES);
    DoubleVector ssimSum = DoubleVector.zero(SPECIES);
    for (int i = 0; i < windows * LANES; i += LANES) {
      DoubleVector x = at(xs, i);
      DoubleVector y = at(ys, i);
      DoubleVector twiceProduct = x.mul(y).mul(2);
      DoubleVector meanSquares = x.fma(x, y.mul(y));
      DoubleVector covariance = at(products, i).mul(2).sub(twiceProduct).add(C2);
      DoubleVector variances = at(squares, i).sub(meanSquares).add(C2);
      DoubleVector brightX = x.add(referenceMean);
      DoubleVector brightY = y.add(imageMean);
      DoubleVector brightProduct = brightX.mul(brightY).mul(2).add(C1);
      DoubleVector brightSquares = brightX.fma(brightX, brightY.mul(brightY)).add(C1);
      DoubleVector inverse = DoubleVector.broadcast(SPECIES, 1).div(variances.mul(brightSquares));
      DoubleVector contrastStructure = covariance.mul(brightSquares).mul(inverse);
      DoubleVector luminance = brightProduct.mul(variances).mul(inverse);
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

  private void add(DoubleVector rowSum, int lanes, double[] sums) {
    rowSum.intoArray(parts, 0);
    for (int lane = 0; lane < lanes; lane++) {
      sums[lane] += parts[lane];
    }
  }

  private static DoubleVector at(double[] values, int index) {
    return DoubleVector.fromArray(SPECIES, values, index);
  }
}
