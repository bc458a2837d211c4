/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.image.Png;

/** A PNG: {@code mn_png(pixels, height, width)}. */
final class PngFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_png";
  }

  @Override
  public String arguments() {
    return "pixels, height, width";
  }

  @Override
  public int required() {
    return 3;
  }

  @Override
  public String description() {
    return "An image in [0, 1] as the bytes of an 8-bit grey PNG.";
  }

  @Override
  public String example() {
    return "SELECT _FUNC_(mn_normalize(clinical, height, width), height, width) FROM frames";
  }

  @Override
  public DataType type() {
    return DataTypes.BinaryType;
  }

  @Override
  public Object call(Arguments arguments) {
    return Png.of(arguments.image(0, 1, 2));
  }
}
