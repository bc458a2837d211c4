/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

/**
 * Acoustic properties relative to soft tissue.
 *
 * @param echo amplitude of the diffuse echo of sub-resolution scatterers; soft tissue is 1
 * @param specular amplitude of the coherent echo of a smooth surface or wire
 * @param attenuationDbPerCmMhz one-way attenuation; soft tissue is 0.5
 */
record Medium(double echo, double specular, double attenuationDbPerCmMhz) {
  static final double SOFT_TISSUE_ATTENUATION = 0.5;

  static final Medium FLUID = diffuse(-70, 0.02);

  /** Scatterers only. */
  static Medium diffuse(double echoDb, double attenuationDbPerCmMhz) {
    return new Medium(StrictMath.pow(10, echoDb / 20), 0, attenuationDbPerCmMhz);
  }

  /** A reflecting surface in soft tissue. */
  static Medium mirror(double specularDb, double attenuationDbPerCmMhz) {
    return new Medium(1, StrictMath.pow(10, specularDb / 20), attenuationDbPerCmMhz);
  }
}
