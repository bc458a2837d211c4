package org.mimicknet.model;

/** Trained values of a layer, read only. */
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
}
