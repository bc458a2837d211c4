package org.mimicknet.inference.vector;

import java.util.Arrays;

/**
 * The latest rows of a stage, channels last: row {@code y} lies in slot {@code y mod depth}. Left
 * and right of each row is a margin of zeros, the padding of the next convolution; above and below
 * the image every row is the arena's run of zeros. A row has room for a whole block of pixels, even
 * where the image is narrower.
 *
 * <p>A ring of {@code planes} holds as many such rows, one after the other, for each row of the
 * image, with a pair of the image's pixels for each of their own: {@link TransformStage}.
 */
final class Ring {
  private final int channels;
  private final int planes;
  private final int margin;

  private int height;
  private int width;
  private int depth;
  private int planeFloats;
  private int origin;
  private int zeros;

  /**
   * @param channels floats of a pixel
   * @param margin pixels of zeros on each side
   */
  Ring(int channels, int planes, int margin) {
    this.channels = channels;
    this.planes = planes;
    this.margin = margin;
  }

  /** Forgets all rows; {@code depth} is found by {@link #keep}. */
  void resize(int newHeight, int newWidth) {
    height = newHeight;
    width = newWidth;
    depth = 1;
    int pixels = planes == 1 ? width : (width + 1) / 2;
    int room = Math.max(pixels, 2 * Sweeper.MAX_PIXELS);
    int tail = channels == 1 ? Math.max(margin, 16) : margin;
    planeFloats = (margin + room + tail) * channels;
  }

  /** Makes the ring deep enough to hold the last {@code rows} rows. */
  void keep(int rows) {
    depth = Math.max(depth, rows);
  }

  /** Zeros that a row outside the image needs. */
  int zeroFloats() {
    return planeFloats + Sweeper.MAX_PIXELS * channels;
  }

  void allocate(Arena arena) {
    origin = arena.region(depth * planes * planeFloats) + margin * channels;
    zeros = arena.zeros() + margin * channels;
  }

  /** Where pixel 0 of row {@code y} begins, or zeros if there is no such row. */
  int row(int y) {
    return plane(y, 0);
  }

  int plane(int y, int plane) {
    if (y < 0 || y >= height) {
      return zeros;
    }
    return origin + (y % depth * planes + plane) * planeFloats;
  }

  /** Restores the zeros right of row {@code y}, which a block of pixels may have overrun. */
  void clearTail(float[] arena, int y) {
    int row = row(y);
    Arrays.fill(arena, row + width * channels, row + planeFloats - margin * channels, 0);
  }

  int channels() {
    return channels;
  }

  int planeFloats() {
    return planeFloats;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }
}
