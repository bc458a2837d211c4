/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.mimicknet.image.Image;
import org.mimicknet.metrics.PixelErrors;

/** Mean absolute error: {@code mn_mae(a, b, height, width)}. */
final class MaeFunction extends ImagePairFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_mae";
  }

  @Override
  public String description() {
    return "Mean absolute error of two images.";
  }

  @Override
  double compare(Image reference, Image image) {
    return PixelErrors.between(reference, image).mae();
  }
}
