/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import java.util.Locale;
import java.util.function.Function;

/**
 * What is measured of a pair of images (docs/SCIENCE.md section 4), in the order of the columns.
 * With {@link ImagePair} this is the one list of metrics: names, comments, schemas and SQL are made
 * of both.
 */
public enum Measure {
  MSE("Mean squared error", Metrics::mse),
  MAE("Mean absolute error", Metrics::mae),
  SSIM(
      "Structural similarity, mean of luminance x contrast-structure over 11x11 windows",
      Metrics::ssim),
  CONTRAST_STRUCTURE("Mean contrast-structure term of SSIM", Metrics::contrastStructure),
  LUMINANCE("Mean luminance term of SSIM", Metrics::luminance),
  PSNR("Peak signal-to-noise ratio [dB]; infinite when mse is 0", Metrics::psnr),
  CORR(
      "Pearson correlation; NULL when one image is constant",
      metrics -> Double.isNaN(metrics.corr()) ? null : metrics.corr());

  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // without state
  private final Function<Metrics, Double> value;

  Measure(String description, Function<Metrics, Double> value) {
    this.description = description;
    this.value = value;
  }

  /** The name in SQL, for example {@code contrast_structure}. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }

  /** The value; null, which SQL shows as NULL, where the measure is not defined. */
  Double of(Metrics metrics) {
    return value.apply(metrics);
  }
}
