/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import java.util.function.Function;

/**
 * Which two images of a frame are compared (docs/SCIENCE.md section 4), in the order of columns.
 */
public enum ImagePair {
  OUTPUT("", "output against the clinical image", FrameMetrics::output),
  DAS("das_", "DAS image against the clinical image", FrameMetrics::das),
  HISTOGRAM_MATCHED(
      "hm_",
      "output against the clinical image, both histogram-matched to the DAS image",
      FrameMetrics::histogramMatched),
  GAIN_CORRECTED(
      "gc_",
      "output against the clinical image with its mean shifted to that of the output (gain"
          + " correction)",
      FrameMetrics::gainCorrected);

  private final String prefix;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // a method reference
  private final Function<FrameMetrics, Metrics> metrics;

  ImagePair(String prefix, String description, Function<FrameMetrics, Metrics> metrics) {
    this.prefix = prefix;
    this.description = description;
    this.metrics = metrics;
  }

  /** What precedes the measure in the names of columns. */
  String prefix() {
    return prefix;
  }

  String description() {
    return description;
  }

  Metrics of(FrameMetrics frame) {
    return metrics.apply(frame);
  }
}
