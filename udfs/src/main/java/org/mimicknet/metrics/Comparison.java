package org.mimicknet.metrics;

import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException;
import org.mimicknet.signal.Mean;

/**
 * All metrics of an image against a reference. Its scratch memory, some 500 KB, is used again for
 * the next pair. Not thread-safe.
 */
public final class Comparison {
  private final PixelSums sums = new PixelSums(PixelArithmetic.BEST);
  private final SlidingSsim<?> ssim;

  public Comparison(Precision precision) {
    ssim = SlidingSsim.of(precision);
  }

  /**
   * All seven metrics.
   *
   * @param reference the image to come close to, in [0, 1]
   * @param image of the same size, in [0, 1]
   * @throws FrameException {@code SIZE_MISMATCH}; {@code TOO_SMALL} if a side is under the window's
   *     11 pixels; {@code NON_FINITE}
   */
  public Metrics compare(Image reference, Image image) {
    return compare(reference, image, Mean.of(reference));
  }

  /** As {@link #compare(Image, Image)}, for a reference whose mean is known. */
  Metrics compare(Image reference, Image image, double referenceMean) {
    walk(reference, image, referenceMean, Mean.of(image), referenceMean);
    return Metrics.of(sums.errors(), ssim.terms(0));
  }

  /**
   * As {@link #compare(Image, Image)}, and also against the reference shifted to the mean of the
   * image.
   */
  Pair compareWithGain(Image reference, Image image, double referenceMean) {
    double imageMean = Mean.of(image);
    walk(reference, image, referenceMean, imageMean, referenceMean, imageMean);
    return new Pair(
        Metrics.of(sums.errors(), ssim.terms(0)),
        Metrics.of(sums.gainCorrectedErrors(), ssim.terms(1)));
  }

  /**
   * SSIM alone, as {@link #compare(Image, Image)} gives it.
   *
   * @throws FrameException as there
   */
  public double ssim(Image reference, Image image) {
    requireWindows(reference, image);
    double referenceMean = Mean.of(reference);
    ssim.compare(reference, image, referenceMean, Mean.of(image), referenceMean);
    return ssim.terms(0).ssim();
  }

  record Pair(Metrics plain, Metrics gainCorrected) {}

  private void walk(
      Image reference,
      Image image,
      double referenceMean,
      double imageMean,
      double... luminanceMeans) {
    requireWindows(reference, image);
    sums.compare(reference, image, referenceMean, imageMean);
    ssim.compare(reference, image, referenceMean, imageMean, luminanceMeans);
  }

  private static void requireWindows(Image reference, Image image) {
    PixelSums.requireSameSize(reference, image);
    if (Math.min(image.height(), image.width()) < Window.TAPS) {
      throw new FrameException(
          FrameException.Reason.TOO_SMALL,
          "Cannot compute SSIM of an image of %s: both sides must be at least %d"
              .formatted(image.size(), Window.TAPS));
    }
  }
}
