/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.mimicknet.image.Image;
import org.mimicknet.metrics.Comparison;
import org.mimicknet.metrics.Precision;

/** SSIM: {@code mn_ssim(a, b, height, width)}. */
final class SsimFunction extends ImagePairFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_ssim";
  }

  @Override
  public String description() {
    return "Structural similarity of two images in [0, 1]: 11 x 11 Gaussian window, sigma 1.5, valid region.";
  }

  @Override
  double compare(Image reference, Image image) {
    return new Comparison(Precision.DOUBLE).ssim(reference, image);
  }
}
