/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.mimicknet.image.Image;
import org.mimicknet.metrics.PixelErrors;

/** Pearson correlation: {@code mn_corr(a, b, height, width)}. */
final class CorrFunction extends ImagePairFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_corr";
  }

  @Override
  public String description() {
    return "Pearson correlation of two images; NULL if one is constant.";
  }

  @Override
  double compare(Image reference, Image image) {
    return PixelErrors.between(reference, image).corr();
  }
}
