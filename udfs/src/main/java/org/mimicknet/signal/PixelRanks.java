/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import java.util.Arrays;
import org.mimicknet.image.Image;
import org.mimicknet.signal.FrameException.Reason;

/**
 * The rank of each pixel of an image: how many pixels are not brighter, less one. Pixels of equal
 * value have one rank, that of the last of them.
 *
 * <p>Pixels are put in places by ascending {@link Levels level}, as they come within one; so few
 * are in a level that each is next to its place in ascending order, and its neighbours give its
 * rank. Levels of more pixels are sorted by themselves. So time is linear in the pixels, except for
 * images whose pixels crowd into few levels without being equal.
 *
 * <p>Each step is a loop of its own with at most one access to memory out of order: in one loop
 * they would take half as long again. Buffers, 14 bytes a pixel, are used again for the next image.
 * Not thread-safe.
 */
final class PixelRanks {
  private final RankLoops loops;
  private final int reach;
  private final Levels levels;
  private final CrowdedLevels crowded;
  private int[] starts = {};
  private int[] places = {};
  private float[] values = {};
  private int[] ranks = {};
  private int length;

  PixelRanks(RankLoops loops) {
    this.loops = loops;
    reach = loops.reach();
    levels = new Levels(loops);
    crowded = new CrowdedLevels(reach);
  }

  /**
   * Ranks the pixels of an image.
   *
   * @throws FrameException {@code NON_FINITE}
   */
  void rank(Image image) {
    float[] pixels = image.pixels();
    Range range = PixelLoops.BEST.range(pixels);
    if (!Float.isFinite(range.min()) || !Float.isFinite(range.max())) {
      throw new FrameException(
          Reason.NON_FINITE,
          "Cannot sort the pixels of an image of %s: it has NaN or infinite values"
              .formatted(image.size()));
    }
    length = pixels.length;
    if (places.length < length) {
      places = new int[length];
      values = new float[length + 2 * reach];
      ranks = new int[length];
    }
    levels.fit(pixels, range);
    levels.of(pixels, places);
    countPixels();
    countsToStarts();
    levelsToPlaces(places, length, starts);
    put(pixels, places, values, reach);
    Arrays.fill(values, 0, reach, Float.NEGATIVE_INFINITY);
    Arrays.fill(values, reach + length, 2 * reach + length, Float.POSITIVE_INFINITY);
    loops.ranks(values, length, ranks);
    crowded.rank(values, ranks);
  }

  private void countPixels() {
    int needed = levels.count() + 1;
    if (starts.length < needed) {
      starts = new int[needed];
    } else {
      Arrays.fill(starts, 0, needed, 0);
    }
    countPixels(places, length, starts);
  }

  private static void countPixels(int[] levels, int length, int[] counts) {
    for (int i = 0; i < length; i++) {
      counts[levels[i] + 1]++;
    }
  }

  private void countsToStarts() {
    crowded.clear();
    int start = 0;
    for (int level = 1; level <= levels.count(); level++) {
      int count = starts[level];
      crowded.addIfCrowded(start, start + count);
      start += count;
      starts[level] = start;
    }
  }

  private static void levelsToPlaces(int[] levels, int length, int[] starts) {
    for (int i = 0; i < length; i++) {
      int level = levels[i];
      int place = starts[level];
      starts[level] = place + 1;
      levels[i] = place;
    }
  }

  /** To add 0 makes -0 and 0 one value. */
  private static void put(float[] pixels, int[] places, float[] values, int reach) {
    for (int i = 0; i < pixels.length; i++) {
      values[reach + places[i]] = pixels[i] + 0f;
    }
  }

  /**
   * Puts each value at its rank; ranks that no value has keep what they are.
   *
   * @param byRank at least as many as the image has pixels
   */
  void valuesByRank(float[] byRank) {
    for (int place = 0; place < length; place++) {
      byRank[ranks[place]] = values[reach + place];
    }
  }

  /**
   * Gives each pixel the value of its rank. The ranks are lost.
   *
   * @param byRank at least as many as the image has pixels
   * @param pixels of the image that was ranked
   */
  void replace(float[] byRank, float[] pixels) {
    byPlace(byRank, ranks, values, length);
    byPixel(values, places, pixels);
  }

  private static void byPlace(float[] byRank, int[] ranks, float[] values, int length) {
    for (int place = 0; place < length; place++) {
      values[place] = byRank[ranks[place]];
    }
  }

  private static void byPixel(float[] values, int[] places, float[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = values[places[i]];
    }
  }
}
