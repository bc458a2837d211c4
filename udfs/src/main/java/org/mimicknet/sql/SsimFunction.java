package org.mimicknet.sql;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.Comparison;
import org.mimicknet.metrics.Precision;

/** SSIM: {@code mn_ssim(a, b, height, width)}. */
final class SsimFunction implements SqlFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "mn_ssim";
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
    return "Structural similarity of two images in [0, 1]: 11 x 11 Gaussian window, sigma 1.5, valid region.";
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
    return new Comparison(Precision.DOUBLE).compare(reference, image).ssim();
  }
}
