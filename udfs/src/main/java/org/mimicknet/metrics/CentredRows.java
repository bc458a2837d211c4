package org.mimicknet.metrics;

import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException;

/**
 * Two images of one size, read row by row as doubles with each image's mean taken away: variances
 * and covariances lose no digits then, however bright the image.
 */
final class CentredRows {
  private final PixelArithmetic arithmetic;
  private Image referenceImage;
  private Image otherImage;
  private double[] reference = {};
  private double[] image = {};

  CentredRows(PixelArithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  /**
   * The next two images; allocates only when the width changes.
   *
   * @throws FrameException {@code SIZE_MISMATCH}
   */
  void start(Image reference, Image image) {
    if (reference.height() != image.height() || reference.width() != image.width()) {
      throw new FrameException(
          FrameException.Reason.SIZE_MISMATCH,
          "Cannot compare images of different sizes: the reference is %s, the image is %s"
              .formatted(reference.size(), image.size()));
    }
    this.referenceImage = reference;
    this.otherImage = image;
    if (this.reference.length != image.width()) {
      this.reference = new double[image.width()];
      this.image = new double[image.width()];
    }
  }

  void read(int row, double referenceMean, double imageMean) {
    int width = reference.length;
    arithmetic.centre(referenceImage.pixels(), row * width, referenceMean, reference, width);
    arithmetic.centre(otherImage.pixels(), row * width, imageMean, image, width);
  }

  /** The row read last; overwritten by the next. */
  double[] reference() {
    return reference;
  }

  /** The row read last; overwritten by the next. */
  double[] image() {
    return image;
  }
}
