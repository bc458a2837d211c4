/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.image;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.mimicknet.Internal;

/**
 * Pixels that serve one image after the other: taken, and given back when the image is done. Holds
 * a few arrays and 16 MB only, so images of many sizes, or of large ones, do not pile up. Not
 * thread-safe.
 */
@Internal
public final class PixelPool {
  private static final int MOST = 16;
  private static final int MOST_PIXELS = 4 << 20;

  private final ArrayDeque<float[]> free = new ArrayDeque<>();
  private int freePixels;

  /** {@code length} pixels of any content. */
  public float[] take(int length) {
    for (Iterator<float[]> arrays = free.iterator(); arrays.hasNext(); ) {
      float[] pixels = arrays.next();
      if (pixels.length == length) {
        arrays.remove();
        freePixels -= length;
        return pixels;
      }
    }
    return new float[length];
  }

  /** As many pixels as an image has. */
  public float[] like(Image image) {
    return take(image.pixels().length);
  }

  /** The pixels of an image that nobody will look at again; the oldest make room. */
  public void giveBack(Image image) {
    int length = image.pixels().length;
    if (length > MOST_PIXELS) {
      return;
    }
    while (free.size() == MOST || freePixels > MOST_PIXELS - length) {
      freePixels -= free.removeFirst().length;
    }
    free.addLast(image.pixels());
    freePixels += length;
  }
}
