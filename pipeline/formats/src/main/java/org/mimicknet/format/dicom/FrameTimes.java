/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.util.List;
import java.util.Optional;

/**
 * When the frames of a file were taken, after the first one, by the vector of increments or by one
 * increment for all.
 */
final class FrameTimes {
  private final double[] vector;
  private final Double step;

  /** {@code step} is null where the file has none. */
  private FrameTimes(double[] vector, Double step) {
    this.vector = vector;
    this.step = step;
  }

  static FrameTimes of(DataSet dataSet) {
    List<Double> increments = dataSet.decimals(Tag.FRAME_TIME_VECTOR);
    double[] vector = new double[increments.size()];
    for (int i = 1; i < vector.length; i++) {
      vector[i] = vector[i - 1] + increments.get(i);
    }
    return new FrameTimes(vector, dataSet.decimal(Tag.FRAME_TIME).orElse(null));
  }

  Optional<Double> millisecondsAt(int index) {
    return index < vector.length
        ? Optional.of(vector[index])
        : Optional.ofNullable(step).map(time -> time * index);
  }
}
