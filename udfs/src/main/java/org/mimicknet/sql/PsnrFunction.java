/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.mimicknet.image.Image;
import org.mimicknet.metrics.PixelErrors;

/** PSNR: {@code mn_psnr(a, b, height, width)}. */
final class PsnrFunction extends ImagePairFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_psnr";
  }

  @Override
  public String description() {
    return "Peak signal-to-noise ratio of two images in [0, 1], in dB; Infinity if they are equal.";
  }

  @Override
  double compare(Image reference, Image image) {
    return PixelErrors.between(reference, image).psnr();
  }
}
