/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * One metric of a frame: a measure of a pair of images. Each is a column of the table {@code
 * enhanced} and, with its statistics, of {@code study_summary}.
 */
public record Metric(ImagePair pair, Measure measure) {
  /** Every metric, in the order of the columns: all measures of a pair, then those of the next. */
  public static final List<Metric> ALL =
      Arrays.stream(ImagePair.values())
          .flatMap(
              pair -> Arrays.stream(Measure.values()).map(measure -> new Metric(pair, measure)))
          .toList();

  /** The column, for example {@code das_ssim}. */
  public String column() {
    return pair.prefix() + measure.column();
  }

  /** What the column holds, for its comment. */
  public String description() {
    return measure.description() + ": " + pair.description();
  }

  /** The value of a frame; null, which SQL shows as NULL, where the metric is not defined. */
  public Double of(FrameMetrics frame) {
    return measure.of(pair.of(frame));
  }
}
