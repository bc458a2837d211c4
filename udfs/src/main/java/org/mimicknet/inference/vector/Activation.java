package org.mimicknet.inference.vector;

/** What becomes of a sum. */
enum Activation {
  NONE,
  /** Negative sums are multiplied by a slope from 0 to 1. */
  RELU;

  static Activation of(float slope) {
    return slope == 1 ? NONE : RELU;
  }
}
