/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import java.util.Arrays;
import org.mimicknet.Internal;

/** Trained values of a layer, read only. Two are equal if all their bits are. */
@Internal
public final class Weights {
  private final float[] values;

  /** Copies {@code values}. */
  public Weights(float[] values) {
    this.values = values.clone();
  }

  /** The value at {@code index}, in the order that the layer documents. */
  public float at(int index) {
    return values[index];
  }

  public int length() {
    return values.length;
  }

  /** A copy of all values. */
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights weights && Arrays.equals(values, weights.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values.length + " values";
  }
}
