package org.mimicknet.format;

import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.image.Image;

/**
 * One frame among the numbers of a file, line by line from {@code offset} on. Rows are axial. NaN
 * and infinity are refused, as floats.
 *
 * @param name what messages call it; never a text of the file
 * @param lines what lies together
 */
public record SampleGrid(
    String name, Samples samples, int offset, int height, int width, Lines lines) {
  /** The direction of numbers that are neighbours in the file. */
  public enum Lines {
    ROWS,
    COLUMNS
  }

  /** A frame whose columns lie one after the other, as in MATLAB. */
  public static SampleGrid columnMajor(
      String name, Samples samples, int offset, int height, int width) {
    return new SampleGrid(name, samples, offset, height, width, Lines.COLUMNS);
  }

  /** A frame whose rows lie one after the other, as in C and NumPy. */
  public static SampleGrid rowMajor(
      String name, Samples samples, int offset, int height, int width) {
    return new SampleGrid(name, samples, offset, height, width, Lines.ROWS);
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
    double[] re = new double[lineLength()];
    double[] im = new double[lineLength()];
    return image(
        (from, line) -> {
          samples.reals(from, re);
          samples.imaginaries(from, im);
          for (int i = 0; i < line.length; i++) {
            double squared = re[i] * re[i] + im[i] * im[i];
            double magnitude =
                squared > Double.MIN_NORMAL && squared < Double.MAX_VALUE
                    ? Math.sqrt(squared)
                    : Math.hypot(re[i], im[i]);
            line[i] = (float) magnitude;
          }
        });
  }

  /** The real numbers as they are. */
  public Image values() throws MemberException {
    double[] numbers = new double[lineLength()];
    return image(
        (from, line) -> {
          samples.reals(from, numbers);
          for (int i = 0; i < line.length; i++) {
            line[i] = (float) numbers[i];
          }
        });
  }

  private interface LineReader {
    void read(int from, float[] line);
  }

  private Image image(LineReader reader) throws MemberException {
    float[] pixels = new float[height * width];
    float[] line = new float[lineLength()];
    for (int i = 0; i < pixels.length / line.length; i++) {
      reader.read(offset + i * line.length, line);
      requireFinite(line, i);
      switch (lines) {
        case ROWS -> System.arraycopy(line, 0, pixels, i * width, width);
        case COLUMNS -> {
          for (int row = 0; row < height; row++) {
            pixels[row * width + i] = line[row];
          }
        }
      }
    }
    return new Image(pixels, height, width);
  }

  private int lineLength() {
    return lines == Lines.ROWS ? width : height;
  }

  private void requireFinite(float[] line, int number) throws MemberException {
    for (int i = 0; i < line.length; i++) {
      if (!Float.isFinite(line[i])) {
        throw new MemberException(
            Reason.NON_FINITE,
            "%s is %s at row %d, column %d: pixels must be finite numbers"
                .formatted(
                    name,
                    line[i],
                    lines == Lines.ROWS ? number : i,
                    lines == Lines.ROWS ? i : number));
      }
    }
  }
}
