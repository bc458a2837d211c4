package org.mimicknet.metrics;

import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException;

/**
 * Two images of one size, read row by row as doubles with each image's mean taken away: variances
 * and covariances lose no digits then, however bright the image.
 */
final class CentredRows {
  private final Image referenceImage;
  private final Image otherImage;
  private final double[] reference;
  private final double[] image;

  /**
   * @throws FrameException {@code SIZE_MISMATCH}
   */
  CentredRows(Image reference, Image image) {
    if (reference.height() != image.height() || reference.width() != image.width()) {
      throw new FrameException(
          FrameException.Reason.SIZE_MISMATCH,
          "Cannot compare images of different sizes: the reference is %s, the image is %s"
              .formatted(reference.size(), image.size()));
    }
    this.referenceImage = reference;
    this.otherImage = image;
    this.reference = new double[reference.width()];
    this.image = new double[image.width()];
  }

  void read(int row, double referenceMean, double imageMean) {
    centre(referenceImage.pixels(), row, referenceMean, reference);
    centre(otherImage.pixels(), row, imageMean, image);
  }

  /** The row read last; overwritten by the next. */
  double[] reference() {
    return reference;
  }

  /** The row read last; overwritten by the next. */
  double[] image() {
    return image;
  }

  private static void centre(float[] pixels, int row, double mean, double[] centred) {
    int start = row * centred.length;
    for (int i = 0; i < centred.length; i++) {
      centred[i] = pixels[start + i] - mean;
    }
  }
}
