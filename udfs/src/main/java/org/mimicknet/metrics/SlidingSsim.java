package org.mimicknet.metrics;

/**
 * SSIM of two images that are fed row by row. Keeps the last 11 rows, so its memory grows with the
 * width alone and is used again for the next pair.
 *
 * <p>The rows are centred (each without its image's mean). Contrast and structure do not depend on
 * a mean; the luminance term adds it again. So one walk gives the SSIM for several means of the
 * reference: as it is, and gain-corrected.
 */
sealed interface SlidingSsim permits DoubleSsim, FloatSsim {
  static SlidingSsim of(Precision precision) {
    return switch (precision) {
      case DOUBLE -> new DoubleSsim();
      case FLOAT -> new FloatSsim();
    };
  }

  /** Forgets what was fed; allocates only when a size changes. */
  void start(int width, double imageMean, double... referenceMeans);

  /** The next row of the reference and of the image, at least {@code width} values each. */
  void add(double[] reference, double[] image);

  /** The means over all windows so far, for the reference mean of that index. */
  SsimTerms terms(int referenceMeanIndex);
}
