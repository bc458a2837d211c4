/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

/**
 * How close an image is to its reference, both in [0, 1] (docs/SCIENCE.md section 4).
 *
 * @param mse mean squared error
 * @param mae mean absolute error
 * @param ssim mean over the windows of luminance times contrast-structure; it can be negative, and
 *     it is not the product of the two means below
 * @param contrastStructure mean contrast-structure term
 * @param luminance mean luminance term
 * @param psnr peak signal-to-noise ratio [dB]; positive infinity at mse 0
 * @param corr Pearson correlation; NaN if one image is constant
 */
public record Metrics(
    double mse,
    double mae,
    double ssim,
    double contrastStructure,
    double luminance,
    double psnr,
    double corr) {

  static Metrics of(PixelErrors errors, SsimTerms terms) {
    return new Metrics(
        errors.mse(),
        errors.mae(),
        terms.ssim(),
        terms.contrastStructure(),
        terms.luminance(),
        errors.psnr(),
        errors.corr());
  }
}
