/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import org.mimicknet.image.Image;
import org.mimicknet.metrics.SlidingSsim.Subject;
import org.mimicknet.signal.FrameException;
import org.mimicknet.signal.Mean;

/**
 * All metrics of an image against a reference. Its scratch memory, up to 900 KB, is used again for
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
    requireWindows(reference, image);
    double referenceMean = Mean.of(reference);
    double imageMean = Mean.of(image);
    ssim.compare(reference, referenceMean, new Subject(image, imageMean, referenceMean));
    sums.compare(reference, image, referenceMean, imageMean);
    return Metrics.of(sums.errors(), ssim.terms(0, 0));
  }

  /**
   * What is compared with the clinical image of a frame.
   *
   * @param output the output
   * @param gainCorrected the output, with the clinical image shifted to the mean of the output
   * @param das the DAS image
   */
  record Trio(Metrics output, Metrics gainCorrected, Metrics das) {}

  /** As {@link #compare(Image, Image)}, for two images in one walk over the reference. */
  Trio compare(Image reference, Image output, Image das) {
    requireWindows(reference, output);
    requireWindows(reference, das);
    double mean = Mean.of(reference);
    double outputMean = Mean.of(output);
    double dasMean = Mean.of(das);
    ssim.compare(
        reference,
        mean,
        new Subject(output, outputMean, mean, outputMean),
        new Subject(das, dasMean, mean));
    sums.compare(reference, output, mean, outputMean);
    PixelErrors errors = sums.errors();
    PixelErrors gainCorrected = sums.gainCorrectedErrors();
    sums.compare(reference, das, mean, dasMean);
    return new Trio(
        Metrics.of(errors, ssim.terms(0, 0)),
        Metrics.of(gainCorrected, ssim.terms(0, 1)),
        Metrics.of(sums.errors(), ssim.terms(1, 0)));
  }

  /**
   * SSIM alone, as {@link #compare(Image, Image)} gives it.
   *
   * @throws FrameException as there
   */
  public double ssim(Image reference, Image image) {
    requireWindows(reference, image);
    double referenceMean = Mean.of(reference);
    ssim.compare(reference, referenceMean, new Subject(image, Mean.of(image), referenceMean));
    return ssim.terms(0, 0).ssim();
  }

  private static void requireWindows(Image reference, Image image) {
    PixelSums.requireSameSize(reference, image);
    if (Math.min(image.height(), image.width()) < Window.TAPS) {
      throw new FrameException(
          FrameException.Reason.TOO_SMALL,
          "Cannot compute SSIM of an image of %s: both sides must be at least %s"
              .formatted(image.size(), Window.TAPS));
    }
  }
}
