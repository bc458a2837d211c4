/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.image.Image;
import org.mimicknet.signal.HistogramMatch;

/** Histogram match: {@code mn_histogram_match(source, reference, height, width)}. */
final class HistogramMatchFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_histogram_match";
  }

  @Override
  public String arguments() {
    return "source, reference, height, width";
  }

  @Override
  public int required() {
    return 4;
  }

  @Override
  public String description() {
    return "The source with the grey levels of the reference: its histogram becomes that of the reference.";
  }

  @Override
  public String example() {
    return "SELECT _FUNC_(clinical, das, height, width) FROM frames";
  }

  @Override
  public DataType type() {
    return DataTypes.BinaryType;
  }

  @Override
  public Object call(Arguments arguments) {
    Image source = arguments.image(0, 2, 3);
    return HistogramMatch.to(arguments.image(1, 2, 3)).of(source).toBytes();
  }
}
