package org.mimicknet.signal;

import java.util.Arrays;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException.Reason;

/**
 * Sorts the pixels of images by value. Two passes of a radix sort order them by level, of which
 * there are 4 million between the smallest and the largest pixel; what shares a level is few and
 * near, and one pass of insertions puts it right. So time is linear in the pixels, except for
 * images whose pixels crowd into few levels without being equal: those are sorted by comparison.
 *
 * <p>Its buffers, 16 bytes a pixel, are used again for the next image. Not thread-safe.
 */
final class PixelSort {
  private static final int DIGIT_BITS = 11;
  private static final int BUCKETS = 1 << DIGIT_BITS;
  private static final int LEVELS = BUCKETS * BUCKETS;
  private static final int MOVES_PER_PIXEL = 4;

  private final int[] lowCounts = new int[BUCKETS];
  private final int[] highCounts = new int[BUCKETS];
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
    Range range = PixelLoops.BEST.range(pixels);
    if (!Float.isFinite(range.min()) || !Float.isFinite(range.max())) {
      throw new FrameException(
          Reason.NON_FINITE,
          "Cannot sort the pixels of an image of %s: it has NaN or infinite values"
              .formatted(image.size()));
    }
    if (sorted.length < pixels.length) {
      sorted = new long[pixels.length];
      buffer = new long[pixels.length];
    }
    Levels levels = Levels.of(range);
    count(pixels, levels, lowCounts, highCounts);
    scatterByLowDigit(pixels, levels, lowCounts, buffer);
    scatterByHighDigit(buffer, pixels.length, levels, highCounts, sorted);
    if (!insert(sorted, pixels.length)) {
      Arrays.sort(sorted, 0, pixels.length);
    }
    return sorted;
  }

  static float value(long entry) {
    int key = (int) (entry >> 32);
    return Float.intBitsToFloat(key ^ ((key >> 31) & Integer.MAX_VALUE));
  }

  static int index(long entry) {
    return (int) entry;
  }

  /** Value and index as one number whose order is that of the values; 0 and -0 are one value. */
  private static long entry(float value, int index) {
    int bits = Float.floatToRawIntBits(value + 0f);
    return ((long) (bits ^ ((bits >> 31) & Integer.MAX_VALUE)) << 32) | index;
  }

  /** The level of a value: never falls where values rise. */
  private record Levels(float min, float perUnit) {
    static Levels of(Range range) {
      float perUnit = (LEVELS - 1) / (range.max() - range.min());
      return new Levels(range.min(), Float.isFinite(perUnit) ? perUnit : 0);
    }

    int of(float value) {
      return Math.min((int) ((value - min) * perUnit), LEVELS - 1);
    }
  }

  private static void count(float[] pixels, Levels levels, int[] lowCounts, int[] highCounts) {
    Arrays.fill(lowCounts, 0);
    Arrays.fill(highCounts, 0);
    for (float pixel : pixels) {
      int level = levels.of(pixel);
      lowCounts[level & (BUCKETS - 1)]++;
      highCounts[level >>> DIGIT_BITS]++;
    }
    countsToStarts(lowCounts);
    countsToStarts(highCounts);
  }

  private static void countsToStarts(int[] counts) {
    int start = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      int count = counts[bucket];
      counts[bucket] = start;
      start += count;
    }
  }

  private static void scatterByLowDigit(
      float[] pixels, Levels levels, int[] starts, long[] entries) {
    for (int i = 0; i < pixels.length; i++) {
      int bucket = levels.of(pixels[i]) & (BUCKETS - 1);
      entries[starts[bucket]++] = entry(pixels[i], i);
    }
  }

  private static void scatterByHighDigit(
      long[] from, int length, Levels levels, int[] starts, long[] to) {
    for (int i = 0; i < length; i++) {
      long entry = from[i];
      to[starts[levels.of(value(entry)) >>> DIGIT_BITS]++] = entry;
    }
  }

  /** Insertion sort of what is nearly sorted; false if it gave up on what is not. */
  private static boolean insert(long[] entries, int length) {
    long moves = 0;
    for (int i = 1; i < length; i++) {
      long entry = entries[i];
      if (entry < entries[i - 1]) {
        int to = i;
        do {
          entries[to] = entries[to - 1];
          to--;
        } while (to > 0 && entry < entries[to - 1]);
        entries[to] = entry;
        moves += i - to;
        if (moves > (long) MOVES_PER_PIXEL * length) {
          return false;
        }
      }
    }
    return true;
  }
}
