/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import java.util.Arrays;

/**
 * Levels of brightness of an image, about {@link #PIXELS_PER_LEVEL} pixels in each: they lie closer
 * together where the image has more pixels, which a sample of its pixels estimates. A level never
 * falls where values rise.
 *
 * <p>From the darkest pixel to the brightest lead 2^22 equal steps in 1024 bins; the steps of a bin
 * are spread over its levels.
 */
final class Levels {
  private static final int PIXELS_PER_LEVEL = 3;
  private static final int BINS = 1024;
  private static final int STEP_BITS = 12;
  private static final int STEPS = 1 << STEP_BITS;
  private static final int SAMPLE = 17;
  private static final int MOST_IN_BIN = Integer.MAX_VALUE / STEPS;
  private static final int BLOCK = 1024;

  private final RankLoops loops;
  private final int[] steps = new int[BLOCK];
  private final int[] samples = new int[BINS + 1];
  private final int[] starts = new int[BINS + 2];
  private float min;
  private float stepsPerUnit;

  Levels(RankLoops loops) {
    this.loops = loops;
  }

  /** Fits the levels to the pixels of an image, all of them finite. */
  void fit(float[] pixels, Range range) {
    min = range.min();
    stepsPerUnit = (BINS * STEPS - 1) / (range.max() - min);
    if (!Float.isFinite(stepsPerUnit) || stepsPerUnit == 0) {
      min = 0;
      stepsPerUnit = 0;
    }
    Arrays.fill(samples, 0);
    for (int i = 0; i < pixels.length; i += SAMPLE) {
      samples[RankLoops.step(pixels[i], min, stepsPerUnit) >>> STEP_BITS]++;
    }
    for (int bin = 0; bin <= BINS; bin++) {
      int levels = (int) ((long) samples[bin] * SAMPLE / PIXELS_PER_LEVEL);
      starts[bin + 1] = starts[bin] + Math.min(levels, MOST_IN_BIN);
    }
  }

  /** How many levels there are. */
  int count() {
    return starts[BINS + 1] + 1;
  }

  /** The level of each pixel. */
  void of(float[] pixels, int[] levels) {
    for (int from = 0; from < pixels.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, pixels.length);
      loops.steps(pixels, from, to, min, stepsPerUnit, steps);
      spread(steps, to - from, starts, levels, from);
    }
  }

  private static void spread(int[] steps, int length, int[] starts, int[] levels, int from) {
    for (int i = 0; i < length; i++) {
      int bin = steps[i] >>> STEP_BITS;
      int start = starts[bin];
      int width = starts[bin + 1] - start;
      levels[from + i] = start + (((steps[i] & (STEPS - 1)) * width) >>> STEP_BITS);
    }
  }
}
