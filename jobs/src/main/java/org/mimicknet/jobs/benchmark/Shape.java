/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import org.mimicknet.Internal;
import org.mimicknet.UserException;

/** The size of a frame: rows (axial) x columns (lateral). */
@Internal
public record Shape(int height, int width) {
  /** The frame of PERFORMANCE.md. */
  public static final Shape PUBLISHED = new Shape(1808, 208);

  /**
   * Reads {@code HEIGHTxWIDTH}.
   *
   * @throws UserException if it is none, or a side is under the 17 that every padding rule needs
   */
  public static Shape of(String text) {
    String[] sides = text.split("x", -1);
    try {
      Shape shape = new Shape(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
      if (sides.length == 2 && Math.min(shape.height, shape.width) > 16) {
        return shape;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new UserException(problem(text), e);
    }
    throw new UserException(problem(text));
  }

  private static String problem(String text) {
    return "Cannot measure frames of '%s': a shape is HEIGHTxWIDTH, both over 16, such as %s"
        .formatted(text, PUBLISHED);
  }

  /** Pixels of a frame that enters the network: padded as the published numbers were. */
  long paddedPixels() {
    return (long) padded(height) * padded(width);
  }

  private static int padded(int side) {
    return side + 16 - side % 16;
  }

  @Override
  public String toString() {
    return height + "x" + width;
  }
}
