/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.image.Image;

/**
 * A function that gives one number for two images of one size, of which the first is the reference.
 */
abstract class ImagePairFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;

  /** The number; NaN, where it is not defined, becomes NULL. */
  abstract double compare(Image reference, Image image);

  @Override
  public final String arguments() {
    return "a, b, height, width";
  }

  @Override
  public final int required() {
    return 4;
  }

  @Override
  public final String example() {
    return "SELECT _FUNC_(clinical, das, height, width) FROM frames";
  }

  @Override
  public final DataType type() {
    return DataTypes.DoubleType;
  }

  @Override
  public final Object call(Arguments arguments) {
    double result = compare(arguments.image(0, 2, 3), arguments.image(1, 2, 3));
    return Double.isNaN(result) ? null : result;
  }
}
