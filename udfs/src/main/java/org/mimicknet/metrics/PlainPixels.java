package org.mimicknet.metrics;

/**
 * {@link PixelArithmetic} in plain Java. Each column has sums of its own: neighbouring columns are
 * then added by one vector instruction, and rounding errors stay small.
 */
final class PlainPixels implements PixelArithmetic {
  @Override
  public void centre(float[] pixels, int start, double mean, double[] centred, int width) {
    for (int i = 0; i < width; i++) {
      centred[i] = pixels[start + i] - mean;
    }
  }

  @Override
  public int partials(int width) {
    return width;
  }

  @Override
  public void add(double[] reference, double[] image, int width, double offset, double[][] sums) {
    addProducts(reference, image, sums[0], sums[1], sums[2]);
    addErrors(reference, image, offset, sums[3], sums[4], sums[5]);
  }

  private static void addProducts(
      double[] reference,
      double[] image,
      double[] referenceSquares,
      double[] imageSquares,
      double[] products) {
    for (int i = 0; i < referenceSquares.length; i++) {
      referenceSquares[i] = Math.fma(reference[i], reference[i], referenceSquares[i]);
      imageSquares[i] = Math.fma(image[i], image[i], imageSquares[i]);
      products[i] = Math.fma(reference[i], image[i], products[i]);
    }
  }

  private static void addErrors(
      double[] reference,
      double[] image,
      double offset,
      double[] errorSquares,
      double[] absoluteErrors,
      double[] absoluteCentredErrors) {
    for (int i = 0; i < errorSquares.length; i++) {
      double error = image[i] - reference[i];
      errorSquares[i] = Math.fma(error, error, errorSquares[i]);
      absoluteErrors[i] += Math.abs(error + offset);
      absoluteCentredErrors[i] += Math.abs(error);
    }
  }
}
