/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Optional;
import org.mimicknet.Internal;

/** The coordinates of the rows or of the columns of a grid of pixels: metres, or radians. */
@Internal
public final class ScanAxis {
  private static final double EVEN = 1e-3;
  private static final double NEAR = 1e-2;

  private final double[] values;

  private ScanAxis(double[] values) {
    this.values = values;
  }

  /** An axis of at least one value. */
  public static ScanAxis of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Cannot make an axis of no values");
    }
    return new ScanAxis(values.clone());
  }

  public int count() {
    return values.length;
  }

  public double at(int index) {
    return values[index];
  }

  /** The mean distance of two neighbours; of a single value, the value. */
  public double step() {
    int last = values.length - 1;
    return Math.abs(last == 0 ? values[0] : (values[last] - values[0]) / last);
  }

  boolean isNear(ScanAxis other) {
    boolean isNear = values.length == other.values.length;
    for (int i = 0; isNear && i < values.length; i++) {
      isNear = Math.abs(values[i] - other.values[i]) <= NEAR * step();
    }
    return isNear;
  }

  /** The distance of two neighbours, where it is the same everywhere. */
  public Optional<Double> spacing() {
    double step = step();
    for (int i = 1; i < values.length; i++) {
      if (!(Math.abs(Math.abs(values[i] - values[i - 1]) - step) <= EVEN * step)) {
        return Optional.empty();
      }
    }
    return values.length > 1 && step > 0 ? Optional.of(step) : Optional.empty();
  }
}
