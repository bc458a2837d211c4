/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.image.Png;
import org.mimicknet.metrics.Comparison;
import org.mimicknet.metrics.FrameComparison;
import org.mimicknet.metrics.Precision;
import org.mimicknet.signal.HistogramMatch;
import org.mimicknet.signal.Normalisation;
import org.mimicknet.signal.Preprocessing;

/** What happens to one frame besides the network, on one thread. */
@Internal
public final class FrameStages {
  private static final String UNIT = "ms/frame";

  private FrameStages() {}

  /** One line per stage; the output of the network is stood in for by the DAS image. */
  public static List<Line> lines(Frame frame, Shape shape) {
    Preprocessing preprocessing = new Preprocessing(Preprocessing.PUBLISHED_CLIP);
    Image das = preprocessing.input(frame.das());
    Image clinical = Normalisation.toUnitRange(frame.clinical());
    float[] scratch = new float[das.pixels().length];
    Comparison inDouble = new Comparison(Precision.DOUBLE);
    Comparison inFloat = new Comparison(Precision.FLOAT);
    HistogramMatch histogram = new HistogramMatch();
    FrameComparison comparison = new FrameComparison(Precision.DOUBLE);
    return List.of(
        line("pre-processing", shape, () -> preprocessing.input(frame.das(), scratch)),
        line("SSIM in double", shape, () -> inDouble.ssim(clinical, das)),
        line("SSIM in float", shape, () -> inFloat.ssim(clinical, das)),
        line("7 metrics, SSIM in double", shape, () -> inDouble.compare(clinical, das)),
        line("7 metrics, SSIM in float", shape, () -> inFloat.compare(clinical, das)),
        line(
            "histogram match of two images",
            shape,
            () -> {
              histogram.prepare(das).of(clinical, scratch);
              histogram.of(das, scratch);
            }),
        line("all 28 metrics", shape, () -> comparison.compare(clinical, das, das, das)),
        line("PNG", shape, () -> Png.of(das)));
  }

  private static Line line(String name, Shape shape, Runnable work) {
    return new Line(
        "%s, %s".formatted(name, shape), UNIT, seconds -> Timer.msPerCall(work, seconds));
  }
}
