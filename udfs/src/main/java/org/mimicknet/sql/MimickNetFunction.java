/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.UserException;
import org.mimicknet.config.Tunables;
import org.mimicknet.image.Image;

/** The network: {@code mimicknet(pixels, height, width[, model])}. */
final class MimickNetFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mimicknet";
  }

  @Override
  public String arguments() {
    return "pixels, height, width[, model]";
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
    return "The image that MimickNet makes of the magnitudes of IQ data, in [0, 1]. The model is the"
        + " folder of a bundle, else the setting "
        + SqlTunables.MODEL.key()
        + ".";
  }

  @Override
  public String example() {
    return "SELECT _FUNC_(das, height, width, '/models/mimicknet') FROM frames";
  }

  @Override
  public DataType type() {
    return DataTypes.BinaryType;
  }

  @Override
  public Object call(Arguments arguments) {
    Image magnitude = arguments.image(0, 1, 2);
    String model = arguments.count() > 3 ? arguments.text(3) : configuredModel();
    return TaskEnhancer.enhance(model, magnitude).toBytes();
  }

  private static String configuredModel() {
    String model = Tunables.ofQuery().get(SqlTunables.MODEL);
    if (model.isEmpty()) {
      throw new UserException(
          "Cannot run mimicknet: no model is named. Give a fourth argument, or SET %s"
              .formatted(SqlTunables.MODEL.key()));
    }
    return model;
  }
}
