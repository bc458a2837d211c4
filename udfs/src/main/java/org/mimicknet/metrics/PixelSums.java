package org.mimicknet.metrics;

/**
 * Sums over all pixels of two centred images, fed row by row. Each column has sums of its own:
 * neighbouring columns are then added by one vector instruction, and rounding errors stay small.
 */
final class PixelSums {
  private double[] referenceSquares = {};
  private double[] imageSquares = {};
  private double[] products = {};
  private double[] errorSquares = {};
  private double[] absoluteErrors = {};
  private double[] absoluteCentredErrors = {};
  private double offset;
  private long rows;

  /**
   * Forgets what was summed; allocates only when the width changes.
   *
   * @param offset mean of the image minus mean of the reference
   */
  void start(int width, double offset) {
    this.offset = offset;
    rows = 0;
    referenceSquares = Columns.zeros(referenceSquares, width);
    imageSquares = Columns.zeros(imageSquares, width);
    products = Columns.zeros(products, width);
    errorSquares = Columns.zeros(errorSquares, width);
    absoluteErrors = Columns.zeros(absoluteErrors, width);
    absoluteCentredErrors = Columns.zeros(absoluteCentredErrors, width);
  }

  /** One row of the reference and of the image, each without its image's mean. */
  void add(double[] reference, double[] image) {
    rows++;
    for (int i = 0; i < referenceSquares.length; i++) {
      referenceSquares[i] = Math.fma(reference[i], reference[i], referenceSquares[i]);
      imageSquares[i] = Math.fma(image[i], image[i], imageSquares[i]);
      products[i] = Math.fma(reference[i], image[i], products[i]);
    }
    for (int i = 0; i < referenceSquares.length; i++) {
      double error = image[i] - reference[i];
      errorSquares[i] = Math.fma(error, error, errorSquares[i]);
      absoluteErrors[i] += Math.abs(error + offset);
      absoluteCentredErrors[i] += Math.abs(error);
    }
  }

  /** The image against the reference. */
  PixelErrors errors() {
    return errors(meanCentredSquare() + offset * offset, mean(absoluteErrors));
  }

  /** The image against the reference that is shifted to the mean of the image. */
  PixelErrors gainCorrectedErrors() {
    return errors(meanCentredSquare(), mean(absoluteCentredErrors));
  }

  private PixelErrors errors(double mse, double mae) {
    double corr =
        Columns.sum(products)
            / (Math.sqrt(Columns.sum(referenceSquares)) * Math.sqrt(Columns.sum(imageSquares)));
    return new PixelErrors(mse, mae, -10 * Math.log10(mse), Math.max(-1, Math.min(1, corr)));
  }

  private double meanCentredSquare() {
    return mean(errorSquares);
  }

  private double mean(double[] columns) {
    return Columns.sum(columns) / (rows * columns.length);
  }
}
