/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import java.util.Arrays;
import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.image.PixelPool;
import org.mimicknet.signal.FrameException.Reason;

/**
 * How an image is brought to sides that are multiples of 16: rows and columns are added at the end,
 * mirrored at the last pixel, which is not repeated (docs/SCIENCE.md section 3). {@link
 * Postprocessing} crops them off again.
 */
@Internal
public enum PaddingRule {
  /** What the published numbers used: always adds 1 to 16, a full 16 where nothing is missing. */
  KERAS_REFLECT_END("keras-reflect-end") {
    @Override
    int added(int side) {
      return SIDE_UNIT - side % SIDE_UNIT;
    }
  },
  /** Adds only what is missing to the next multiple. */
  MINIMAL("minimal") {
    @Override
    int added(int side) {
      return (SIDE_UNIT - side % SIDE_UNIT) % SIDE_UNIT;
    }
  };

  private static final int SIDE_UNIT = 16;

  private final String id;

  PaddingRule(String id) {
    this.id = id;
  }

  /** The rule's name in a model bundle and in every result. */
  public String id() {
    return id;
  }

  /**
   * The rule of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PaddingRule of(String id) {
    return Arrays.stream(values())
        .filter(rule -> rule.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot pad by the rule '%s': the rules are %s"
                        .formatted(id, Arrays.stream(values()).map(PaddingRule::id).toList())));
  }

  /** How many rows or columns the rule adds to a side. */
  abstract int added(int side);

  /** The length of a side once it is padded. */
  public int padded(int side) {
    return side + added(side);
  }

  /**
   * The padded image; the image itself where nothing is to add.
   *
   * @throws FrameException {@code TOO_SMALL} if more is to add than reflection can give: a side has
   *     one pixel less than its length
   */
  public Image pad(Image image) {
    return pad(image, new PixelPool());
  }

  /** As {@link #pad(Image)}, in pixels of the pool. */
  public Image pad(Image image, PixelPool pool) {
    int height = padded(image, image.height(), "rows");
    int width = padded(image, image.width(), "columns");
    if (height == image.height() && width == image.width()) {
      return image;
    }
    float[] from = image.pixels();
    float[] to = pool.take(Math.multiplyExact(height, width));
    for (int row = 0; row < height; row++) {
      int fromRow = reflected(row, image.height());
      System.arraycopy(from, fromRow * image.width(), to, row * width, image.width());
      for (int column = image.width(); column < width; column++) {
        to[row * width + column] = from[fromRow * image.width() + reflected(column, image.width())];
      }
    }
    return new Image(to, height, width);
  }

  private int padded(Image image, int side, String lines) {
    int added = added(side);
    if (added > side - 1) {
      throw new FrameException(
          Reason.TOO_SMALL,
          "Cannot pad an image of %s by the rule %s: its %s %s need %s more, and reflection gives at most %s"
              .formatted(image.size(), id, side, lines, added, side - 1));
    }
    return side + added;
  }

  private static int reflected(int index, int side) {
    return index < side ? index : 2 * (side - 1) - index;
  }
}
