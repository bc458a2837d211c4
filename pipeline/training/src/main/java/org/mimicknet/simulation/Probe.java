/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import org.mimicknet.Internal;

/**
 * Transducers to simulate. All of them are curved arrays, as the polar grid is; the linear-like one
 * has a large radius and a narrow angle.
 */
@Internal
public enum Probe {
  /** Abdominal: wide and deep. */
  CURVED_ABDOMINAL("c5", 55, 26, 52),
  /** Small radius, wide angle, small aperture. */
  CURVED_TIGHT("c8", 20, 14, 70),
  /** Nearly parallel lines. */
  LINEAR_LIKE("l6", 300, 24, 10);

  private final String code;
  private final double radiusMm;
  private final double apertureMm;
  private final double spanDeg;

  Probe(String code, double radiusMm, double apertureMm, double spanDeg) {
    this.code = code;
    this.radiusMm = radiusMm;
    this.apertureMm = apertureMm;
    this.spanDeg = spanDeg;
  }

  /** Short name, as metadata hold it. */
  public String code() {
    return code;
  }

  /** Radius of the surface: depth 0. */
  public double radiusMm() {
    return radiusMm;
  }

  /** The widest active aperture. */
  public double apertureMm() {
    return apertureMm;
  }

  /** Angle between the first and the last line. */
  public double spanDeg() {
    return spanDeg;
  }
}
