/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.image.Image;

/** Frames of rising pixels, without a scanner's image. */
final class RampFrames {
  static final StructType TYPE =
      new StructType()
          .add("das", DataTypes.BinaryType)
          .add("height", DataTypes.IntegerType)
          .add("width", DataTypes.IntegerType);

  private RampFrames() {}

  /** In one partition; sizes are {@code {height, width}}. */
  static Dataset<Row> of(int[]... sizes) {
    List<Row> rows = Arrays.stream(sizes).map(size -> frame(size[0], size[1])).toList();
    return LocalSpark.SESSION.createDataFrame(rows, TYPE).coalesce(1);
  }

  static Row frame(int height, int width) {
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 1 + i;
    }
    return RowFactory.create(new Image(pixels, height, width).toBytes(), height, width);
  }
}
