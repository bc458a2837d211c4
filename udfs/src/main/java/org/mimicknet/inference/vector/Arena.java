/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.Arrays;

/**
 * The one array that holds every row of an engine. Its regions are laid out anew when the size of
 * the frame changes; the array grows but never shrinks.
 */
final class Arena {
  /**
   * Floats before the first region. Large arrays begin at a page, their elements 16 bytes later: so
   * the first region begins at a cache line, which is worth 7 % of the time.
   */
  private static final int LEAD = 12;

  private float[] values = new float[0];
  private int used;
  private int zeros;
  private int scratch;

  float[] values() {
    return values;
  }

  /** Begins a layout with a run of zeros and with what stages use in turn while they compute. */
  void begin(int zeroFloats, int scratchFloats) {
    used = LEAD;
    zeros = region(zeroFloats);
    scratch = region(scratchFloats);
  }

  /** Where a new region of {@code floats} begins; all regions are whole cache lines. */
  int region(int floats) {
    int at = used;
    used = Math.addExact(used, (floats + 15) / 16 * 16);
    return at;
  }

  /** Ends a layout: the regions exist and hold zeros. */
  void end() {
    if (values.length < used) {
      values = new float[used];
    } else {
      Arrays.fill(values, 0, used, 0);
    }
  }

  int zeros() {
    return zeros;
  }

  /**
   * Where the memory begins that a stage may use while it computes: one for all, to stay cached.
   */
  int scratch() {
    return scratch;
  }

  long bytes() {
    return 4L * values.length;
  }
}
