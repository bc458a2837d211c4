package org.mimicknet.format.mat;

import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.image.Image;
import us.hebi.matlab.mat.types.Matrix;

/** Column-major arrays of a MAT file as row-major pixels; NaN and infinity are refused. */
final class MatPixels {
  private MatPixels() {}

  /** {@code |iq|}, in double, rounded once to float. */
  static Image magnitude(Matrix iq) throws MemberException {
    int height = iq.getNumRows();
    int width = iq.getNumCols();
    float[] pixels = new float[height * width];
    for (int column = 0, i = 0; column < width; column++) {
      for (int row = 0; row < height; row++, i++) {
        double re = iq.getDouble(i);
        double im = iq.getImaginaryDouble(i);
        double squared = re * re + im * im;
        double magnitude =
            squared > Double.MIN_NORMAL && squared < Double.MAX_VALUE
                ? Math.sqrt(squared)
                : Math.hypot(re, im);
        pixels[row * width + column] = finite("iq", (float) magnitude, row, column);
      }
    }
    return new Image(pixels, height, width);
  }

  static Image values(Matrix real) throws MemberException {
    int height = real.getNumRows();
    int width = real.getNumCols();
    float[] pixels = new float[height * width];
    for (int column = 0, i = 0; column < width; column++) {
      for (int row = 0; row < height; row++, i++) {
        pixels[row * width + column] = finite("dtce", (float) real.getDouble(i), row, column);
      }
    }
    return new Image(pixels, height, width);
  }

  private static float finite(String array, float value, int row, int column)
      throws MemberException {
    if (!Float.isFinite(value)) {
      throw new MemberException(
          Reason.NON_FINITE,
          "%s is %s at row %d, column %d: pixels must be finite numbers"
              .formatted(array, value, row, column));
    }
    return value;
  }
}
