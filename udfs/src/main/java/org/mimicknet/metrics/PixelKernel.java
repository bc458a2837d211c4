package org.mimicknet.metrics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link PixelArithmetic} in the Vector API. */
final class PixelKernel implements PixelArithmetic {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = DOUBLES.length();
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

  PixelKernel() {}

  @Override
  public void centre(float[] pixels, int start, double mean, double[] centred, int width) {
    int vectors = DOUBLES.loopBound(width);
    for (int i = 0; i < vectors; i += LANES) {
      ((DoubleVector)
              FloatVector.fromArray(FLOATS, pixels, start + i)
                  .convertShape(VectorOperators.F2D, DOUBLES, 0))
          .sub(mean)
          .intoArray(centred, i);
    }
    for (int i = vectors; i < width; i++) {
      centred[i] = pixels[start + i] - mean;
    }
  }

  @Override
  public int partials(int width) {
    return LANES;
  }

  @Override
  public void add(double[] reference, double[] image, int width, double offset, double[][] sums) {
    DoubleVector referenceSquares = at(sums[0], 0);
    DoubleVector imageSquares = at(sums[1], 0);
    DoubleVector products = at(sums[2], 0);
    DoubleVector errorSquares = at(sums[3], 0);
    DoubleVector absoluteErrors = at(sums[4], 0);
    DoubleVector absoluteCentredErrors = at(sums[5], 0);
    int vectors = DOUBLES.loopBound(width);
    for (int i = 0; i < vectors; i += LANES) {
      DoubleVector x = at(reference, i);
      DoubleVector y = at(image, i);
      DoubleVector error = y.sub(x);
      referenceSquares = x.fma(x, referenceSquares);
      imageSquares = y.fma(y, imageSquares);
      products = x.fma(y, products);
      errorSquares = error.fma(error, errorSquares);
      absoluteErrors = absoluteErrors.add(error.add(offset).abs());
      absoluteCentredErrors = absoluteCentredErrors.add(error.abs());
    }
    referenceSquares.intoArray(sums[0], 0);
    imageSquares.intoArray(sums[1], 0);
    products.intoArray(sums[2], 0);
    errorSquares.intoArray(sums[3], 0);
    absoluteErrors.intoArray(sums[4], 0);
    absoluteCentredErrors.intoArray(sums[5], 0);
    for (int i = vectors; i < width; i++) {
      double x = reference[i];
      double y = image[i];
      double error = y - x;
      sums[0][0] += x * x;
      sums[1][0] += y * y;
      sums[2][0] += x * y;
      sums[3][0] += error * error;
      sums[4][0] += Math.abs(error + offset);
      sums[5][0] += Math.abs(error);
    }
  }

  private static DoubleVector at(double[] values, int index) {
    return DoubleVector.fromArray(DOUBLES, values, index);
  }
}
