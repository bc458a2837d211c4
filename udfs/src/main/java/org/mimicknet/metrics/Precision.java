/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

/** The arithmetic of the SSIM windows. All other metrics are always computed in double. */
public enum Precision {
  /** For stored metrics: exact to about 1e-13. */
  DOUBLE,
  /**
   * Where the JVM has the Vector API, about twice as fast and within 1e-5 of the double value; else
   * computed in double.
   */
  FLOAT
}
