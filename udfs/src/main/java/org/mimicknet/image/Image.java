/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mimicknet.DataException;

/**
 * A grey image: {@code float[height * width]}, row-major, rows axial, columns lateral. Values are
 * whatever the image stands for: magnitudes, decibels or [0, 1].
 *
 * <p>The array is shared, not copied: an image is a view of its pixels.
 */
public final class Image {
  private final float[] pixels;
  private final int height;
  private final int width;

  /**
   * @throws DataException if a side is not positive or the array has another length than {@code
   *     height * width}
   */
  public Image(float[] pixels, int height, int width) {
    if (height <= 0 || width <= 0) {
      throw new DataException(
          "Cannot make an image of %s x %s: both sides must be positive".formatted(height, width));
    }
    if (pixels.length != (long) height * width) {
      throw new DataException(
          "Cannot make an image of %s x %s from %s pixels: %s are needed"
              .formatted(height, width, pixels.length, (long) height * width));
    }
    this.pixels = pixels;
    this.height = height;
    this.width = width;
  }

  /**
   * The image in a pixel column of a table: little-endian float32, row-major.
   *
   * @throws DataException if {@code bytes} does not hold exactly {@code height * width} floats
   */
  public static Image fromBytes(byte[] bytes, int height, int width) {
    return fromBytes(bytes, height, width, new PixelPool());
  }

  /** As {@link #fromBytes(byte[], int, int)}, into pixels of a pool. */
  public static Image fromBytes(byte[] bytes, int height, int width, PixelPool pool) {
    if (bytes.length != 4L * height * width) {
      throw new DataException(
          "Cannot make an image of %s x %s from %s bytes: %s are needed"
              .formatted(height, width, bytes.length, 4L * height * width));
    }
    float[] pixels = pool.take(bytes.length / 4);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(pixels);
    return new Image(pixels, height, width);
  }

  /** Little-endian float32, row-major: what a pixel column of a table holds. */
  public byte[] toBytes() {
    byte[] bytes = new byte[4 * pixels.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(pixels);
    return bytes;
  }

  /** The pixels themselves, not a copy. */
  public float[] pixels() {
    return pixels;
  }

  /** Rows: axial samples. */
  public int height() {
    return height;
  }

  /** Columns: lateral lines. */
  public int width() {
    return width;
  }

  /** {@code height x width}, as messages name a size. */
  public String size() {
    return height + " x " + width;
  }
}
