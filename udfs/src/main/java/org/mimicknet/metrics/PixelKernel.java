/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link PixelArithmetic} in the Vector API. */
final class PixelKernel implements PixelArithmetic {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final Class<? extends Vector<Double>> REGISTER = DOUBLES.vectorType();
  private static final int LANES = DOUBLES.length();
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

  PixelKernel() {}

  @Override
  public void sum(
      float[] reference, float[] image, double referenceMean, double imageMean, double[] sums) {
    double offset = imageMean - referenceMean;
    DoubleVector referenceSquares = DoubleVector.zero(DOUBLES);
    DoubleVector imageSquares = DoubleVector.zero(DOUBLES);
    DoubleVector products = DoubleVector.zero(DOUBLES);
    DoubleVector errorSquares = DoubleVector.zero(DOUBLES);
    DoubleVector absoluteErrors = DoubleVector.zero(DOUBLES);
    DoubleVector absoluteCentredErrors = DoubleVector.zero(DOUBLES);
    int vectors = DOUBLES.loopBound(reference.length);
    for (int i = 0; i < vectors; i += LANES) {
      DoubleVector x = widened(reference, i).sub(referenceMean);
      DoubleVector y = widened(image, i).sub(imageMean);
      DoubleVector error = y.sub(x);
      referenceSquares = x.fma(x, REGISTER.cast(referenceSquares));
      imageSquares = y.fma(y, REGISTER.cast(imageSquares));
      products = x.fma(y, REGISTER.cast(products));
      errorSquares = error.fma(error, REGISTER.cast(errorSquares));
      absoluteErrors = error.add(offset).abs().add(REGISTER.cast(absoluteErrors));
      absoluteCentredErrors = error.abs().add(REGISTER.cast(absoluteCentredErrors));
    }
    sums[0] += referenceSquares.reduceLanes(VectorOperators.ADD);
    sums[1] += imageSquares.reduceLanes(VectorOperators.ADD);
    sums[2] += products.reduceLanes(VectorOperators.ADD);
    sums[3] += errorSquares.reduceLanes(VectorOperators.ADD);
    sums[4] += absoluteErrors.reduceLanes(VectorOperators.ADD);
    sums[5] += absoluteCentredErrors.reduceLanes(VectorOperators.ADD);
    for (int i = vectors; i < reference.length; i++) {
      double x = reference[i] - referenceMean;
      double y = image[i] - imageMean;
      double error = y - x;
      sums[0] += x * x;
      sums[1] += y * y;
      sums[2] += x * y;
      sums[3] += error * error;
      sums[4] += Math.abs(error + offset);
      sums[5] += Math.abs(error);
    }
  }

  private static DoubleVector widened(float[] pixels, int index) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, pixels, index).convertShape(VectorOperators.F2D, DOUBLES, 0);
  }
}
