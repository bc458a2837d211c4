/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mimicknet.Internal;
import org.mimicknet.UserException;

/** The size of the random crops; both sides are multiples of 32, as the discriminators need. */
@Internal
public record CropSize(int rows, int columns) {
  private static final Pattern FORM = Pattern.compile("(\\d{2,4})x(\\d{2,4})");
  private static final int UNIT = 32;

  /**
   * @throws UserException if a side is not a multiple of 32
   */
  public CropSize {
    if (rows <= 0 || columns <= 0 || rows % UNIT != 0 || columns % UNIT != 0) {
      throw new UserException(
          "Cannot crop to %s x %s: both sides must be multiples of %s"
              .formatted(rows, columns, UNIT));
    }
  }

  /** The size in a text such as {@code 512x512}: rows (axial), then columns (lateral). */
  public static CropSize of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new UserException(
          "Cannot crop to '%s': write rows x columns, for example 512x512".formatted(text));
    }
    return new CropSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The number of pixels. */
  public int pixels() {
    return rows * columns;
  }

  @Override
  public String toString() {
    return rows + "x" + columns;
  }
}
