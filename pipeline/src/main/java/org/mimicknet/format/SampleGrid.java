package org.mimicknet.format;

import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.image.Image;

/**
 * One frame among the numbers of a file: pixel (row, column) lies at {@code offset + row *
 * rowStride + column * columnStride}. Rows are axial. NaN and infinity are refused, as floats.
 *
 * @param name what messages call it; never a text of the file
 */
public record SampleGrid(
    String name,
    Samples samples,
    int offset,
    int height,
    int width,
    int rowStride,
    int columnStride) {
  /** A frame whose columns lie one after the other, as in MATLAB. */
  public static SampleGrid columnMajor(
      String name, Samples samples, int offset, int height, int width) {
    return new SampleGrid(name, samples, offset, height, width, 1, height);
  }

  /** A frame whose rows lie one after the other, as in C and NumPy. */
  public static SampleGrid rowMajor(
      String name, Samples samples, int offset, int height, int width) {
    return new SampleGrid(name, samples, offset, height, width, width, 1);
  }

  /**
   * Refuses a size before memory is taken for it.
   *
   * @throws MemberException if a frame of {@code height x width} is empty or over the limit
   */
  public static void requireSize(String name, long height, long width, ArchiveLimits limits)
      throws MemberException {
    if (height <= 0 || width <= 0) {
      throw new MemberException(
          Reason.MISSING_DATA, "%s is empty: %d x %d".formatted(name, height, width));
    }
    if (height > limits.framePixels() / width) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "%s declares %d x %d pixels; at most %d are read"
              .formatted(name, height, width, limits.framePixels()));
    }
  }

  /** The magnitude of complex numbers, in double, rounded once to float. */
  public Image magnitude() throws MemberException {
    float[] pixels = new float[height * width];
    for (int column = 0; column < width; column++) {
      int at = offset + column * columnStride;
      for (int row = 0; row < height; row++, at += rowStride) {
        double re = samples.real(at);
        double im = samples.imaginary(at);
        double squared = re * re + im * im;
        double magnitude =
            squared > Double.MIN_NORMAL && squared < Double.MAX_VALUE
                ? Math.sqrt(squared)
                : Math.hypot(re, im);
        pixels[row * width + column] = finite((float) magnitude, row, column);
      }
    }
    return new Image(pixels, height, width);
  }

  /** The real numbers as they are. */
  public Image values() throws MemberException {
    float[] pixels = new float[height * width];
    for (int column = 0; column < width; column++) {
      int at = offset + column * columnStride;
      for (int row = 0; row < height; row++, at += rowStride) {
        pixels[row * width + column] = finite((float) samples.real(at), row, column);
      }
    }
    return new Image(pixels, height, width);
  }

  private float finite(float value, int row, int column) throws MemberException {
    if (!Float.isFinite(value)) {
      throw new MemberException(
          Reason.NON_FINITE,
          "%s is %s at row %d, column %d: pixels must be finite numbers"
              .formatted(name, value, row, column));
    }
    return value;
  }
}
