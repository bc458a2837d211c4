/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.image.Image;
import org.mimicknet.signal.PolarGeometry;
import org.mimicknet.signal.ScanConversion;

/** Scan conversion: {@code mn_scan_convert(pixels, height, width, geometry)}. */
final class ScanConvertFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_scan_convert";
  }

  @Override
  public String arguments() {
    return "pixels, height, width, geometry";
  }

  @Override
  public int required() {
    return 4;
  }

  @Override
  public String description() {
    return "The polar image drawn in the sector that was scanned, for display:"
        + " STRUCT<pixels, height, width>; 0 outside of the sector.";
  }

  @Override
  public String example() {
    return "SELECT _FUNC_(das, height, width, geometry).pixels FROM frames";
  }

  @Override
  public DataType type() {
    return new StructType()
        .add("pixels", DataTypes.BinaryType)
        .add("height", DataTypes.IntegerType)
        .add("width", DataTypes.IntegerType);
  }

  @Override
  public Object call(Arguments arguments) {
    Row geometry = arguments.struct(3);
    for (int field = 0; field < geometry.size(); field++) {
      if (geometry.isNullAt(field)) {
        return null;
      }
    }
    PolarGeometry polar =
        new PolarGeometry(
            geometry.<Double>getAs("initial_radius"),
            geometry.<Double>getAs("final_radius"),
            geometry.<Double>getAs("initial_angle"),
            geometry.<Double>getAs("final_angle"));
    Image image = ScanConversion.of(arguments.image(0, 1, 2), polar);
    return RowFactory.create(image.toBytes(), image.height(), image.width());
  }
}
