/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import java.util.Arrays;

/**
 * The levels with more pixels than {@link RankLoops#ranks} sees, each ranked by itself. Keeps the
 * scratch memory of the largest. Not thread-safe.
 */
final class CrowdedLevels {
  private static final int SORTED_FROM = 64;

  private final int reach;
  private int[] bounds = new int[64];
  private int size;
  private float[] sorted = {};

  CrowdedLevels(int reach) {
    this.reach = reach;
  }

  void clear() {
    size = 0;
  }

  /** The level whose pixels have the places {@code start} up to {@code end}, if it is crowded. */
  void addIfCrowded(int start, int end) {
    if (end - start <= reach + 1) {
      return;
    }
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
    }
    bounds[size++] = start;
    bounds[size++] = end;
  }

  /** Ranks the values of these levels, as {@link RankLoops#ranks} does the others. */
  void rank(float[] values, int[] ranks) {
    for (int i = 0; i < size; i += 2) {
      int start = bounds[i];
      int end = bounds[i + 1];
      if (areEqual(values, start, end)) {
        Arrays.fill(ranks, start, end, end - 1);
      } else if (end - start < SORTED_FROM) {
        count(values, start, end, ranks);
      } else {
        search(values, start, end, ranks);
      }
    }
  }

  private boolean areEqual(float[] values, int start, int end) {
    float first = values[reach + start];
    for (int place = start + 1; place < end; place++) {
      if (values[reach + place] != first) {
        return false;
      }
    }
    return true;
  }

  private void count(float[] values, int start, int end, int[] ranks) {
    for (int place = start; place < end; place++) {
      float value = values[reach + place];
      int rank = end - 1;
      for (int other = start; other < end; other++) {
        rank += Float.floatToRawIntBits(value - values[reach + other]) >> 31;
      }
      ranks[place] = rank;
    }
  }

  private void search(float[] values, int start, int end, int[] ranks) {
    int count = end - start;
    if (sorted.length < count) {
      sorted = new float[count];
    }
    System.arraycopy(values, reach + start, sorted, 0, count);
    Arrays.sort(sorted, 0, count);
    for (int place = start; place < end; place++) {
      ranks[place] = start + notAbove(values[reach + place], count) - 1;
    }
  }

  /** How many of the {@code count} sorted values are not above a value. */
  private int notAbove(float value, int count) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
