/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.format.FrameMetadata;

/** The column {@code quality} of {@code frames}: from the pixels, then from all metadata. */
final class FrameQuality {
  static final StructType TYPE =
      new StructType()
          .add("das_constant", DataTypes.BooleanType)
          .add("das_zero_share", DataTypes.DoubleType)
          .add("das_clipped_share", DataTypes.DoubleType)
          .add("clinical_constant", DataTypes.BooleanType)
          .add("clinical_zero_share", DataTypes.DoubleType)
          .add("clinical_saturated_share", DataTypes.DoubleType)
          .add("size_differs", DataTypes.BooleanType)
          .add("colour_doppler", DataTypes.BooleanType)
          .add("region_outside", DataTypes.BooleanType);

  private FrameQuality() {}

  /**
   * The part that the pixels tell; the flags of the metadata are NULL.
   *
   * @param das null where there is no such image
   * @param clinical null where there is no such image
   */
  static Row ofPixels(ImageQuality das, ImageQuality clinical) {
    Object[] values = new Object[TYPE.size()];
    if (das != null) {
      values[0] = das.isConstant();
      values[1] = das.zeroShare();
      values[2] = das.peakShare();
    }
    if (clinical != null) {
      values[3] = clinical.isConstant();
      values[4] = clinical.zeroShare();
      values[5] = clinical.peakShare();
    }
    return RowFactory.create(values);
  }

  /** The column with the flags of the metadata, once all metadata CSVs are joined. */
  static Column withMetadata() {
    Column own = col("quality");
    return when(
        own.isNotNull(),
        own.withField(
                "size_differs",
                differs("axial_samples", "height").or(differs("lateral_samples", "width")))
            .withField("colour_doppler", isTrue(FrameMetadata.COLOUR_FLOW))
            .withField("region_outside", isTrue(FrameMetadata.REGION_OUTSIDE)));
  }

  private static Column differs(String samples, String pixels) {
    // What is no number is NULL in every mode of SQL: a cast would end the ingest in ANSI mode.
    Column stated = expr("try_cast(extra['%s'] AS DOUBLE)".formatted(samples));
    return coalesce(stated.notEqual(col(pixels)), lit(false));
  }

  private static Column isTrue(String flag) {
    return coalesce(col("extra").getItem(flag).equalTo("true"), lit(false));
  }
}
