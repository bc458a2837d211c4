package org.mimicknet.signal;

import java.util.Arrays;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException.Reason;

/**
 * Sorts the pixels of images by value: a radix sort in three passes, linear in the pixels. Its
 * buffers, 16 bytes a pixel, are used again for the next image. Not thread-safe.
 */
public final class PixelSort {
  private static final int DIGIT_BITS = 11;
  private static final int BUCKETS = 1 << DIGIT_BITS;
  private static final int PASSES = 3;

  private final int[][] counts = new int[PASSES][BUCKETS];
  private long[] sorted = {};
  private long[] buffer = {};

  /**
   * Sorts the pixels of an image. The result is valid until the next call.
   *
   * @return at least as long as the image has pixels: the {@link #value} and the {@link #index} of
   *     each, by ascending value
   * @throws FrameException {@code NON_FINITE}
   */
  long[] sort(Image image) {
    float[] pixels = image.pixels();
    if (sorted.length < pixels.length) {
      sorted = new long[pixels.length];
      buffer = new long[pixels.length];
    }
    count(pixels);
    for (int pass = 0; pass < PASSES; pass++) {
      scatter(pixels.length, pass);
    }
    if (!Float.isFinite(value(sorted[0])) || !Float.isFinite(value(sorted[pixels.length - 1]))) {
      throw new FrameException(
          Reason.NON_FINITE,
          "Cannot sort the pixels of an image of %s: it has NaN or infinite values"
              .formatted(image.size()));
    }
    return sorted;
  }

  static float value(long entry) {
    int key = (int) (entry >>> 32);
    return Float.intBitsToFloat(key ^ (~(key >> 31) | Integer.MIN_VALUE));
  }

  static int index(long entry) {
    return (int) entry;
  }

  /** Bits whose unsigned order is the order of the values; 0 and -0 are one value. */
  private static int key(float value) {
    int bits = Float.floatToRawIntBits(value + 0f);
    return bits ^ ((bits >> 31) | Integer.MIN_VALUE);
  }

  private void count(float[] pixels) {
    for (int[] count : counts) {
      Arrays.fill(count, 0);
    }
    for (int i = 0; i < pixels.length; i++) {
      int key = key(pixels[i]);
      sorted[i] = ((long) key << 32) | i;
      counts[0][key & (BUCKETS - 1)]++;
      counts[1][(key >>> DIGIT_BITS) & (BUCKETS - 1)]++;
      counts[2][key >>> (2 * DIGIT_BITS)]++;
    }
  }

  private void scatter(int length, int pass) {
    int[] next = counts[pass];
    int start = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      int count = next[bucket];
      next[bucket] = start;
      start += count;
    }
    int shift = 32 + pass * DIGIT_BITS;
    for (int i = 0; i < length; i++) {
      long entry = sorted[i];
      buffer[next[(int) (entry >>> shift) & (BUCKETS - 1)]++] = entry;
    }
    long[] swapped = sorted;
    sorted = buffer;
    buffer = swapped;
  }
}
