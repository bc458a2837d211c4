/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import org.mimicknet.Internal;
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
@Internal
public record SampleGrid(
    String name, Samples samples, int offset, int height, int width, Lines lines) {
  private static final int BLOCK_LINES = 16;

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
          Reason.MISSING_DATA, "%s is empty: %s x %s".formatted(name, height, width));
    }
    if (height > limits.framePixels() / width) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "%s declares %s x %s pixels; at most %s are read"
              .formatted(name, height, width, limits.framePixels()));
    }
  }

  /**
   * The magnitude of complex numbers, in double, rounded once to float. Squares that leave the
   * range of double are of magnitudes that are 0 or infinite as floats.
   */
  public Image magnitude() throws MemberException {
    double[] re = new double[lineLength()];
    double[] im = new double[lineLength()];
    return image(
        (from, block, at) -> {
          samples.reals(from, re);
          samples.imaginaries(from, im);
          for (int i = 0; i < re.length; i++) {
            re[i] = Math.sqrt(re[i] * re[i] + im[i] * im[i]);
          }
          for (int i = 0; i < re.length; i++) {
            block[at + i] = (float) re[i];
          }
        });
  }

  /** The real numbers as they are. */
  public Image values() throws MemberException {
    double[] numbers = new double[lineLength()];
    return image(
        (from, block, at) -> {
          samples.reals(from, numbers);
          for (int i = 0; i < numbers.length; i++) {
            block[at + i] = (float) numbers[i];
          }
        });
  }

  private interface LineReader {
    /** Reads the line whose numbers begin at {@code from} into {@code block}, to {@code at}. */
    void read(int from, float[] block, int at);
  }

  private Image image(LineReader reader) throws MemberException {
    float[] pixels = new float[height * width];
    int length = lineLength();
    int count = pixels.length / length;
    float[] block = new float[Math.min(BLOCK_LINES, count) * length];
    for (int first = 0; first < count; first += BLOCK_LINES) {
      int blockLines = Math.min(BLOCK_LINES, count - first);
      for (int i = 0; i < blockLines; i++) {
        reader.read(offset + (first + i) * length, block, i * length);
        requireFinite(block, i * length, first + i);
      }
      switch (lines) {
        case ROWS -> System.arraycopy(block, 0, pixels, first * width, blockLines * width);
        case COLUMNS -> transpose(block, blockLines, pixels, first);
      }
    }
    return new Image(pixels, height, width);
  }

  /** Columns to rows, several at once: each line of the cache is then written only once. */
  private void transpose(float[] columns, int count, float[] pixels, int firstColumn) {
    for (int row = 0; row < height; row++) {
      int target = row * width + firstColumn;
      for (int i = 0; i < count; i++) {
        pixels[target + i] = columns[i * height + row];
      }
    }
  }

  private int lineLength() {
    return lines == Lines.ROWS ? width : height;
  }

  private void requireFinite(float[] block, int at, int number) throws MemberException {
    for (int i = 0; i < lineLength(); i++) {
      float value = block[at + i];
      if (!Float.isFinite(value)) {
        throw new MemberException(
            Reason.NON_FINITE,
            "%s is %s at row %s, column %s: pixels must be finite numbers"
                .formatted(
                    name,
                    value,
                    lines == Lines.ROWS ? number : i,
                    lines == Lines.ROWS ? i : number));
      }
    }
  }
}
