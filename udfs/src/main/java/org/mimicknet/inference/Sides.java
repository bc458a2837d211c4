package org.mimicknet.inference;

/** What every engine asks of an image: four halvings must leave whole pixels. */
final class Sides {
  private static final int MULTIPLE = 16;

  private Sides() {}

  /**
   * @throws IllegalArgumentException if a side is not a positive multiple of 16
   */
  static void check(int height, int width) {
    if (height <= 0 || width <= 0 || height % MULTIPLE != 0 || width % MULTIPLE != 0) {
      throw new IllegalArgumentException(
          "Cannot run the network on %d x %d: both sides must be positive multiples of %d; pad the image"
              .formatted(height, width, MULTIPLE));
    }
  }
}
