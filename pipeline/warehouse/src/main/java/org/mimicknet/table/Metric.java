/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.Locale;

/**
 * The metrics of a frame: seven measures (SCIENCE.md section 4) of four pairs of images. Each is a
 * column of {@code enhanced} and, with its statistics, of {@code study_summary}.
 */
public enum Metric {
  MSE,
  MAE,
  SSIM,
  CONTRAST_STRUCTURE,
  LUMINANCE,
  PSNR,
  CORR,
  DAS_MSE,
  DAS_MAE,
  DAS_SSIM,
  DAS_CONTRAST_STRUCTURE,
  DAS_LUMINANCE,
  DAS_PSNR,
  DAS_CORR,
  HM_MSE,
  HM_MAE,
  HM_SSIM,
  HM_CONTRAST_STRUCTURE,
  HM_LUMINANCE,
  HM_PSNR,
  HM_CORR,
  GC_MSE,
  GC_MAE,
  GC_SSIM,
  GC_CONTRAST_STRUCTURE,
  GC_LUMINANCE,
  GC_PSNR,
  GC_CORR;

  /** The column, for example {@code das_ssim}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the column holds, for its comment. */
  String description() {
    return measure() + ": " + pair();
  }

  private String measure() {
    return switch (this) {
      case MSE, DAS_MSE, HM_MSE, GC_MSE -> "Mean squared error";
      case MAE, DAS_MAE, HM_MAE, GC_MAE -> "Mean absolute error";
      case SSIM, DAS_SSIM, HM_SSIM, GC_SSIM ->
          "Structural similarity, mean of luminance x contrast-structure over 11x11 windows";
      case CONTRAST_STRUCTURE,
          DAS_CONTRAST_STRUCTURE,
          HM_CONTRAST_STRUCTURE,
          GC_CONTRAST_STRUCTURE ->
          "Mean contrast-structure term of SSIM";
      case LUMINANCE, DAS_LUMINANCE, HM_LUMINANCE, GC_LUMINANCE -> "Mean luminance term of SSIM";
      case PSNR, DAS_PSNR, HM_PSNR, GC_PSNR ->
          "Peak signal-to-noise ratio [dB]; infinite when mse is 0";
      case CORR, DAS_CORR, HM_CORR, GC_CORR ->
          "Pearson correlation; NULL when one image is constant";
    };
  }

  private String pair() {
    String prefix = name().substring(0, 3);
    return switch (prefix) {
      case "DAS" -> "DAS image against the clinical image";
      case "HM_" -> "output against the clinical image, both histogram-matched to the DAS image";
      case "GC_" ->
          "output against the clinical image with its mean shifted to that of the output (gain"
              + " correction)";
      default -> "output against the clinical image";
    };
  }
}
