package org.mimicknet.metrics;

/** Sums over all pixels of two centred images, fed row by row. */
final class PixelSums {
  private static final int REFERENCE_SQUARES = 0;
  private static final int IMAGE_SQUARES = 1;
  private static final int PRODUCTS = 2;
  private static final int ERROR_SQUARES = 3;
  private static final int ABSOLUTE_ERRORS = 4;
  private static final int ABSOLUTE_CENTRED_ERRORS = 5;
  private static final int QUANTITIES = 6;

  private final PixelArithmetic arithmetic;
  private double[][] sums = {};
  private int width;
  private double offset;
  private long rows;

  PixelSums(PixelArithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  /**
   * Forgets what was summed; allocates only when the width changes.
   *
   * @param offset mean of the image minus mean of the reference
   */
  void start(int width, double offset) {
    this.width = width;
    this.offset = offset;
    rows = 0;
    sums = PartialSums.zeros(sums, QUANTITIES, arithmetic.partials(width));
  }

  /** One row of the reference and of the image, each without its image's mean. */
  void add(double[] reference, double[] image) {
    rows++;
    arithmetic.add(reference, image, width, offset, sums);
  }

  /** The image against the reference. */
  PixelErrors errors() {
    return errors(mean(ERROR_SQUARES) + offset * offset, mean(ABSOLUTE_ERRORS));
  }

  /** The image against the reference that is shifted to the mean of the image. */
  PixelErrors gainCorrectedErrors() {
    return errors(mean(ERROR_SQUARES), mean(ABSOLUTE_CENTRED_ERRORS));
  }

  private PixelErrors errors(double mse, double mae) {
    double corr =
        total(PRODUCTS) / (Math.sqrt(total(REFERENCE_SQUARES)) * Math.sqrt(total(IMAGE_SQUARES)));
    return new PixelErrors(mse, mae, -10 * Math.log10(mse), Math.max(-1, Math.min(1, corr)));
  }

  private double mean(int quantity) {
    return total(quantity) / (rows * width);
  }

  private double total(int quantity) {
    return PartialSums.total(sums[quantity]);
  }
}
