/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.signal.Normalisation;

/** Normalisation: {@code mn_normalize(pixels, height, width)}. */
final class NormaliseFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_normalize";
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
    return "The image stretched to [0, 1] by its own minimum and maximum.";
  }

  @Override
  public String example() {
    return "SELECT _FUNC_(clinical, height, width) FROM frames";
  }

  @Override
  public DataType type() {
    return DataTypes.BinaryType;
  }

  @Override
  public Object call(Arguments arguments) {
    return Normalisation.toUnitRange(arguments.image(0, 1, 2)).toBytes();
  }
}
