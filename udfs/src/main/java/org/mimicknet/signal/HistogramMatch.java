package org.mimicknet.signal;

import org.mimicknet.image.Image;

/**
 * Gives an image the histogram of a reference (SCIENCE.md section 4). A value of the source becomes
 * the reference value at the same cumulative share of pixels, linearly interpolated between the
 * reference's levels and clamped to the first and the last of them.
 *
 * <p>The shares are compared as whole numbers of pixels, so equal shares are equal exactly and an
 * image matched to itself does not change. Time is linear in the pixels; memory, 20 bytes a pixel,
 * is used again. Not thread-safe.
 */
public final class HistogramMatch {
  private final PixelSort sort = new PixelSort();
  private float[] reference = {};
  private int total;

  /**
   * Prepares the match to {@code reference}; one preparation serves many sources.
   *
   * @throws FrameException {@code NON_FINITE}
   */
  public static HistogramMatch to(Image reference) {
    return new HistogramMatch().prepare(reference);
  }

  /**
   * Prepares the match to another image, in the same memory.
   *
   * @return this
   * @throws FrameException {@code NON_FINITE}
   */
  public HistogramMatch prepare(Image image) {
    long[] sorted = sort.sort(image);
    total = image.pixels().length;
    if (reference.length < total) {
      reference = new float[total];
    }
    for (int i = 0; i < total; i++) {
      reference[i] = PixelSort.value(sorted[i]);
    }
    return this;
  }

  /**
   * The source with the reference's histogram: a new image of the source's size, its values within
   * the range of the reference.
   *
   * @throws FrameException {@code NON_FINITE}
   * @throws IllegalStateException if no reference was prepared
   */
  public Image of(Image source) {
    return of(source, new float[source.pixels().length]);
  }

  /** As {@link #of(Image)}, into the given pixels, as many as the source has. */
  public Image of(Image source, float[] matched) {
    if (total == 0) {
      throw new IllegalStateException("Cannot match a histogram: no reference was prepared");
    }
    int length = source.pixels().length;
    long[] sorted = sort.sort(source);
    int levelStart = 0;
    int levelEnd = endOfLevel(0);
    int start = 0;
    while (start < length) {
      int end = endOfValue(sorted, start, length);
      long share = (long) end * total;
      while ((long) levelEnd * length < share) {
        levelStart = levelEnd;
        levelEnd = endOfLevel(levelStart);
      }
      float value = at(share, levelStart, levelEnd, length);
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

  private int endOfLevel(int start) {
    float value = reference[start];
    int end = start + 1;
    while (end < total && reference[end] == value) {
      end++;
    }
    return end;
  }

  /**
   * The value at a share of the pixels that lies past the start of a level and not past its end;
   * shares are pixels of one image times the length of the other.
   */
  private float at(long share, int levelStart, int levelEnd, int sourceLength) {
    long upper = (long) levelEnd * sourceLength;
    float level = reference[levelStart];
    if (levelStart == 0 || share == upper) {
      return level;
    }
    long lower = (long) levelStart * sourceLength;
    double fraction = (share - lower) / (double) (upper - lower);
    double below = reference[levelStart - 1];
    return (float) (below + (level - below) * fraction);
  }
}
