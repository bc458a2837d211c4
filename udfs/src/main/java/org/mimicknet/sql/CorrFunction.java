package org.mimicknet.sql;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.PixelErrors;

/** Pearson correlation: {@code mn_corr(a, b, height, width)}. */
final class CorrFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_corr";
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
    return "Pearson correlation of two images; NULL if one is constant.";
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
    double corr = PixelErrors.between(reference, image).corr();
    return Double.isNaN(corr) ? null : corr;
  }
}
