package org.mimicknet.sql;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.PixelErrors;

/** Mean absolute error: {@code mn_mae(a, b, height, width)}. */
final class MaeFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_mae";
  }

  @Override
  public String arguments() {
    return "a, b, height, width";
  }

  @Override
  public int required() {
    return 4;
  }

  @Override
  public String description() {
    return "Mean absolute error of two images.";
  }

  @Override
  public String example() {
    return "SELECT _FUNC_(clinical, das, height, width) FROM frames";
  }

  @Override
  public DataType type() {
    return DataTypes.DoubleType;
  }

  @Override
  public Object call(Arguments arguments) {
    Image reference = arguments.image(0, 2, 3);
    Image image = arguments.image(1, 2, 3);
    return PixelErrors.between(reference, image).mae();
  }
}
