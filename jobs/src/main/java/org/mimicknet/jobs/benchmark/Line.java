/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import org.mimicknet.Internal;

/**
 * Something to measure.
 *
 * @param name as {@link Measured#name}
 * @param unit as {@link Measured#unit}
 * @param measurement one value of that unit; run once per round
 */
@Internal
public record Line(String name, String unit, Measurement measurement) {
  /** Measures once, for about as long as it is told. */
  @FunctionalInterface
  public interface Measurement {
    double measure(double seconds) throws Exception;
  }
}
