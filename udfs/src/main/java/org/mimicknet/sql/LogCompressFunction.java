/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.image.Image;
import org.mimicknet.signal.Clip;
import org.mimicknet.signal.LogCompression;

/** Log compression: {@code mn_log_compress(pixels, height, width[, clip_db])}. */
final class LogCompressFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;
  private static final double CLIP_DB_DEFAULT = -80;

  @Override
  public String name() {
    return "mn_log_compress";
  }

  @Override
  public String arguments() {
    return "pixels, height, width[, clip_db]";
  }

  @Override
  public int required() {
    return 3;
  }

  @Override
  public int accepted() {
    return 4;
  }

  @Override
  public String description() {
    return "Magnitudes in dB relative to the largest; weaker ones are raised to clip_db (default -80).";
  }

  @Override
  public String example() {
    return "SELECT _FUNC_(das, height, width, -60) FROM frames";
  }

  @Override
  public DataType type() {
    return DataTypes.BinaryType;
  }

  @Override
  public Object call(Arguments arguments) {
    double clipDb = arguments.count() > 3 ? arguments.number(3) : CLIP_DB_DEFAULT;
    Image magnitude = arguments.image(0, 1, 2);
    double[] decibels = LogCompression.decibels(magnitude, new Clip.AtDb(clipDb));
    float[] pixels = new float[decibels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) decibels[i];
    }
    return new Image(pixels, magnitude.height(), magnitude.width()).toBytes();
  }
}
