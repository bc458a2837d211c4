/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.mimicknet.image.Image;
import org.mimicknet.metrics.PixelErrors;

/** Mean squared error: {@code mn_mse(a, b, height, width)}. */
final class MseFunction extends ImagePairFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_mse";
  }

  @Override
  public String description() {
    return "Mean squared error of two images.";
  }

  @Override
  double compare(Image reference, Image image) {
    return PixelErrors.between(reference, image).mse();
  }
}
