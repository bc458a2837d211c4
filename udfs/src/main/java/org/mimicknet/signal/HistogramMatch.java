/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import java.util.Arrays;
import org.mimicknet.Internal;
import org.mimicknet.image.Image;

/**
 * Gives an image the histogram of a reference (docs/SCIENCE.md section 4). A value of the source
 * becomes the reference value at the same cumulative share of pixels, linearly interpolated between
 * the reference's levels and clamped to the first and the last of them.
 *
 * <p>The shares are compared as whole numbers of pixels, so equal shares are equal exactly and an
 * image matched to itself does not change. Time is linear in the pixels; memory, 22 bytes a pixel,
 * is used again. Not thread-safe.
 */
@Internal
public final class HistogramMatch {
  private final PixelRanks ranks;

  /** By rank, the reference's value whose last pixel has it; NaN at the ranks of its others. */
  private float[] reference = {};

  private int total;

  /** By rank in a source of {@code sourceLength} pixels, the matched value. */
  private float[] matchedByRank = {};

  private int sourceLength;

  public HistogramMatch() {
    this(RankLoops.BEST);
  }

  HistogramMatch(RankLoops loops) {
    ranks = new PixelRanks(loops);
  }

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
    ranks.rank(image);
    total = image.pixels().length;
    sourceLength = 0;
    if (reference.length < total) {
      reference = new float[total];
    }
    Arrays.fill(reference, 0, total, Float.NaN);
    ranks.valuesByRank(reference);
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
    ranks.rank(source);
    prepareFor(source.pixels().length);
    ranks.replace(matchedByRank, matched);
    return new Image(matched, source.height(), source.width());
  }

  private void prepareFor(int length) {
    if (sourceLength == length) {
      return;
    }
    if (matchedByRank.length < length) {
      matchedByRank = new float[length];
    }
    sourceLength = length;
    int rank = 0;
    int start = 0;
    float below = Float.NaN;
    for (int end = 1; end <= total; end++) {
      float level = reference[end - 1];
      if (Float.isNaN(level)) {
        continue;
      }
      if (length == total && end == start + 1) {
        matchedByRank[rank++] = level;
      } else {
        rank = interpolate(rank, start, end, below, level);
      }
      start = end;
      below = level;
    }
  }

  /**
   * The values of the ranks from {@code rank} to the end of a level of the reference, whose pixels
   * have the ranks {@code start} up to {@code end}. Shares are pixels of one image times the length
   * of the other.
   *
   * @param below the value of the level below
   * @return the first rank past the level
   */
  private int interpolate(int rank, int start, int end, float below, float level) {
    long lower = (long) start * sourceLength;
    long upper = (long) end * sourceLength;
    int next = rank;
    for (long share = (next + 1L) * total; share <= upper; share += total) {
      if (start == 0 || share == upper) {
        matchedByRank[next] = level;
      } else {
        double fraction = (share - lower) / (double) (upper - lower);
        matchedByRank[next] = (float) (below + ((double) level - below) * fraction);
      }
      next++;
    }
    return next;
  }
}
