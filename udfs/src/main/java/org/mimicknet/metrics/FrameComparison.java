/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.image.PixelPool;
import org.mimicknet.signal.FrameException;
import org.mimicknet.signal.HistogramMatch;

/**
 * The four sets of metrics of a frame. Two walks give them all: the clinical image with the output
 * and the DAS image, where the gain correction moves only a mean, and the two matched images. The
 * histogram reference is sorted once for both matches. Scratch memory (about 30 bytes a pixel, most
 * of it for ranks) is used again for the next frame. Not thread-safe: one per task.
 */
@Internal
public final class FrameComparison {
  private final Comparison comparison;
  private final HistogramMatch histogram = new HistogramMatch();
  private final PixelPool pool = new PixelPool();

  public FrameComparison(Precision precision) {
    comparison = new Comparison(precision);
  }

  /**
   * All four sets of metrics.
   *
   * @param clinical the normalised clinical image, in [0, 1]
   * @param das the pre-processed DAS image: what enters the network, in [0, 1]
   * @param histogramReference the image whose histogram both others take: the published metrics use
   *     the DAS image clipped at {@link org.mimicknet.signal.Preprocessing#PUBLISHED_CLIP},
   *     whatever the model's own clip; where they are the same, so are the images
   * @param output the enhanced image, in [0, 1]
   * @throws FrameException {@code SIZE_MISMATCH}; {@code TOO_SMALL} if a side is under 11 pixels;
   *     {@code NON_FINITE}
   */
  public FrameMetrics compare(Image clinical, Image das, Image histogramReference, Image output) {
    Comparison.Trio withClinical = comparison.compare(clinical, output, das);
    histogram.prepare(histogramReference);
    Image matchedClinical = histogram.of(clinical, pool.like(clinical));
    Image matchedOutput = histogram.of(output, pool.like(output));
    Metrics matched = comparison.compare(matchedClinical, matchedOutput);
    pool.giveBack(matchedClinical);
    pool.giveBack(matchedOutput);
    return new FrameMetrics(
        withClinical.output(), withClinical.das(), matched, withClinical.gainCorrected());
  }
}
