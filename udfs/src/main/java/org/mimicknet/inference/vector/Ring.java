/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.Arrays;

/**
 * The latest rows of a stage, channels last: row {@code y} lies in slot {@code y mod depth}. Left
 * and right of each row is a margin of zeros, the padding of the next convolution; above and below
 * the image every row is the arena's run of zeros. A row has room for a whole block of pixels, even
 * where the image is narrower. Rows are an odd number of cache lines apart, or those above each
 * other might fall on the same few lines of the cache.
 */
final class Ring {
  /** Floats of a cache line. */
  private static final int LINE = 16;

  /** Pixels right of a row that its last tile may reach. */
  private static final int TAIL = TileMath.WIDTH;

  private final int channels;
  private final int margin;

  private int height;
  private int width;
  private int depth;
  private int rowFloats;
  private int origin;
  private int zeros;

  /**
   * @param channels floats of a pixel
   * @param margin pixels of zeros on each side
   */
  Ring(int channels, int margin) {
    this.channels = channels;
    this.margin = margin;
  }

  /** Forgets all rows; {@code depth} is found by {@link #keep}. */
  void resize(int newHeight, int newWidth) {
    height = newHeight;
    width = newWidth;
    depth = 1;
    int room = Math.max(width, 2 * Sweeper.MAX_PIXELS);
    int tail = channels == 1 ? Math.max(margin, LINE) : Math.max(margin, TAIL);
    int lines = ((margin + room + tail) * channels + LINE - 1) / LINE;
    rowFloats = (lines | 1) * LINE;
  }

  /** Makes the ring deep enough to hold the last {@code rows} rows. */
  void keep(int rows) {
    depth = Math.max(depth, rows);
  }

  /** Zeros that a row outside the image needs. */
  int zeroFloats() {
    return rowFloats + Sweeper.MAX_PIXELS * channels;
  }

  void allocate(Arena arena) {
    origin = arena.region(depth * rowFloats) + margin * channels;
    zeros = arena.zeros() + margin * channels;
  }

  /** Where pixel 0 of row {@code y} begins, or zeros if there is no such row. */
  int row(int y) {
    if (y < 0 || y >= height) {
      return zeros;
    }
    return slot(y);
  }

  /** Where row {@code y} begins; one below the image, which a tile may reach, has a place, too. */
  int slot(int y) {
    return origin + y % depth * rowFloats;
  }

  /** Restores the zeros right of row {@code y}, which a block of pixels may have overrun. */
  void clearTail(float[] arena, int y) {
    int row = slot(y);
    Arrays.fill(arena, row + width * channels, row + rowFloats - margin * channels, 0);
  }

  int channels() {
    return channels;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }
}
