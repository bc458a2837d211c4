package org.mimicknet.signal;

import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException.Reason;

/** The smallest and the largest value of an image. */
record Range(float min, float max) {
  /**
   * @throws FrameException {@code NON_FINITE}
   */
  static Range of(Image image) {
    float[] pixels = image.pixels();
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < pixels.length; i++) {
      float value = pixels[i];
      if (!(Math.abs(value) <= Float.MAX_VALUE)) {
        throw new FrameException(
            Reason.NON_FINITE,
            "Cannot process an image of %s: its pixel in row %d, column %d is %s"
                .formatted(image.size(), i / image.width(), i % image.width(), value));
      }
      if (value < min) {
        min = value;
      }
      if (value > max) {
        max = value;
      }
    }
    return new Range(min, max);
  }

  static FrameException constant(Image image, float value) {
    return new FrameException(
        Reason.CONSTANT_IMAGE,
        "Cannot normalise an image of %s: all its pixels are %s".formatted(image.size(), value));
  }
}
