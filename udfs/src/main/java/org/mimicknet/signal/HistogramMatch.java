package org.mimicknet.signal;

import org.mimicknet.image.Image;

/**
 * Gives an image the histogram of a reference (SCIENCE.md section 4). A value of the source becomes
 * the reference value at the same cumulative share of pixels, linearly interpolated between the
 * reference's levels and clamped to the first and the last of them.
 *
 * <p>The shares are compared as whole numbers of pixels, so equal shares are equal exactly and an
 * image matched to itself does not change. Time is linear in the pixels.
 */
public final class HistogramMatch {
  private final PixelSort sort;
  private final float[] levels;
  private final int[] cumulative;
  private final int count;
  private final int total;

  private HistogramMatch(PixelSort sort, float[] levels, int[] cumulative, int count) {
    this.sort = sort;
    this.levels = levels;
    this.cumulative = cumulative;
    this.count = count;
    this.total = cumulative[count - 1];
  }

  /**
   * Prepares the match to {@code reference}; one preparation serves many sources.
   *
   * @throws FrameException {@code NON_FINITE}
   */
  public static HistogramMatch to(Image reference) {
    return to(reference, new PixelSort());
  }

  /** As {@link #to(Image)}, with scratch memory that is used again. */
  public static HistogramMatch to(Image reference, PixelSort sort) {
    int length = reference.pixels().length;
    long[] sorted = sort.sort(reference);
    float[] levels = new float[length];
    int[] cumulative = new int[length];
    int count = 0;
    for (int i = 0; i < length; i++) {
      float value = PixelSort.value(sorted[i]);
      if (count == 0 || levels[count - 1] != value) {
        levels[count++] = value;
      }
      cumulative[count - 1] = i + 1;
    }
    return new HistogramMatch(sort, levels, cumulative, count);
  }

  /**
   * The source with the reference's histogram: a new image of the source's size, its values within
   * the range of the reference.
   *
   * @throws FrameException {@code NON_FINITE}
   */
  public Image of(Image source) {
    int length = source.pixels().length;
    long[] sorted = sort.sort(source);
    float[] matched = new float[length];
    int level = 0;
    int start = 0;
    while (start < length) {
      int end = endOfValue(sorted, start, length);
      while (level < count - 1 && share(level, length) < (long) end * total) {
        level++;
      }
      float value = levelAt(level, end, length);
      for (int i = start; i < end; i++) {
        matched[PixelSort.index(sorted[i])] = value;
      }
      start = end;
    }
    return new Image(matched, source.height(), source.width());
  }

  private static int endOfValue(long[] sorted, int start, int length) {
    float value = PixelSort.value(sorted[start]);
    int end = start + 1;
    while (end < length && PixelSort.value(sorted[end]) == value) {
      end++;
    }
    return end;
  }

  /** The share of a level: its cumulative pixels, over the product of both images' pixels. */
  private long share(int level, int sourceLength) {
    return (long) cumulative[level] * sourceLength;
  }

  /** The value at the share of {@code end} source pixels, which lies in (level - 1, level]. */
  private float levelAt(int level, int end, int sourceLength) {
    long upper = share(level, sourceLength);
    long share = (long) end * total;
    if (level == 0 || share == upper) {
      return levels[level];
    }
    long lower = share(level - 1, sourceLength);
    double fraction = (share - lower) / (double) (upper - lower);
    return (float) (levels[level - 1] + ((double) levels[level] - levels[level - 1]) * fraction);
  }
}
