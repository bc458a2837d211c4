/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricTest {
  /** Names, order and comments of the columns in the warehouses that there are. */
  private static final String COLUMNS =
      """
      mse | Mean squared error: output against the clinical image
      mae | Mean absolute error: output against the clinical image
      ssim | Structural similarity, mean of luminance x contrast-structure over 11x11 windows: output against the clinical image
      contrast_structure | Mean contrast-structure term of SSIM: output against the clinical image
      luminance | Mean luminance term of SSIM: output against the clinical image
      psnr | Peak signal-to-noise ratio [dB]; infinite when mse is 0: output against the clinical image
      corr | Pearson correlation; NULL when one image is constant: output against the clinical image
      das_mse | Mean squared error: DAS image against the clinical image
      das_mae | Mean absolute error: DAS image against the clinical image
      das_ssim | Structural similarity, mean of luminance x contrast-structure over 11x11 windows: DAS image against the clinical image
      das_contrast_structure | Mean contrast-structure term of SSIM: DAS image against the clinical image
      das_luminance | Mean luminance term of SSIM: DAS image against the clinical image
      das_psnr | Peak signal-to-noise ratio [dB]; infinite when mse is 0: DAS image against the clinical image
      das_corr | Pearson correlation; NULL when one image is constant: DAS image against the clinical image
      hm_mse | Mean squared error: output against the clinical image, both histogram-matched to the DAS image
      hm_mae | Mean absolute error: output against the clinical image, both histogram-matched to the DAS image
      hm_ssim | Structural similarity, mean of luminance x contrast-structure over 11x11 windows: output against the clinical image, both histogram-matched to the DAS image
      hm_contrast_structure | Mean contrast-structure term of SSIM: output against the clinical image, both histogram-matched to the DAS image
      hm_luminance | Mean luminance term of SSIM: output against the clinical image, both histogram-matched to the DAS image
      hm_psnr | Peak signal-to-noise ratio [dB]; infinite when mse is 0: output against the clinical image, both histogram-matched to the DAS image
      hm_corr | Pearson correlation; NULL when one image is constant: output against the clinical image, both histogram-matched to the DAS image
      gc_mse | Mean squared error: output against the clinical image with its mean shifted to that of the output (gain correction)
      gc_mae | Mean absolute error: output against the clinical image with its mean shifted to that of the output (gain correction)
      gc_ssim | Structural similarity, mean of luminance x contrast-structure over 11x11 windows: output against the clinical image with its mean shifted to that of the output (gain correction)
      gc_contrast_structure | Mean contrast-structure term of SSIM: output against the clinical image with its mean shifted to that of the output (gain correction)
      gc_luminance | Mean luminance term of SSIM: output against the clinical image with its mean shifted to that of the output (gain correction)
      gc_psnr | Peak signal-to-noise ratio [dB]; infinite when mse is 0: output against the clinical image with its mean shifted to that of the output (gain correction)
      gc_corr | Pearson correlation; NULL when one image is constant: output against the clinical image with its mean shifted to that of the output (gain correction)
      """;

  @Test
  void theColumnsAreThoseOfTheWarehousesThatThereAre() {
    assertThat(Metric.ALL.stream().map(metric -> metric.column() + " | " + metric.description()))
        .containsExactlyElementsOf(COLUMNS.lines().toList());
  }

  @Test
  void eachMetricIsTheMeasureOfItsPair() {
    FrameMetrics frame = new FrameMetrics(from(0), from(10), from(20), from(30));

    assertThat(Metric.ALL.stream().map(metric -> metric.of(frame)))
        .containsExactly(
            0d, 1d, 2d, 3d, 4d, 5d, 6d, 10d, 11d, 12d, 13d, 14d, 15d, 16d, 20d, 21d, 22d, 23d, 24d,
            25d, 26d, 30d, 31d, 32d, 33d, 34d, 35d, 36d);
  }

  @Test
  void aCorrelationThatIsNotDefinedIsNull() {
    Metrics constant = new Metrics(0, 0, 1, 1, 1, Double.POSITIVE_INFINITY, Double.NaN);
    FrameMetrics frame = new FrameMetrics(constant, constant, constant, constant);

    assertThat(new Metric(ImagePair.DAS, Measure.CORR).of(frame)).isNull();
    assertThat(new Metric(ImagePair.DAS, Measure.PSNR).of(frame)).isInfinite();
  }

  private static Metrics from(int first) {
    return new Metrics(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6);
  }
}
