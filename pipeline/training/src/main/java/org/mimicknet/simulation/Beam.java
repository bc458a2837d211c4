/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

/**
 * The point-spread function of a focused array with dynamic receive focusing, as Gaussians.
 *
 * <p>Full widths at half maximum, with wavelength {@code l}, focus {@code F} and f-number {@code
 * N}:
 *
 * <ul>
 *   <li>transmit: {@code sqrt((l N)^2 + (0.6 (d - F) / N)^2)}, the diffraction limit at the focus
 *       and the geometric cone of an apodised aperture away from it; {@code N = max(2, F / D)}. The
 *       second harmonic is sent at twice the wavelength and grows with the square of the pressure,
 *       which narrows it by sqrt(2);
 *   <li>receive: {@code l max(1.5, d / D)}: the aperture grows with depth until it is the whole
 *       one;
 *   <li>two-way: {@code 1 / w^2 = 1 / transmit^2 + 1 / receive^2}, the product of Gaussians;
 *   <li>axial: {@code n l / 2} for a pulse of n cycles, there and back: 2, or 3 for the narrower
 *       band of the harmonic.
 * </ul>
 */
record Beam(double wavelengthMm, double apertureMm, double focusMm, Harmonics harmonics) {
  private static final double FWHM_PER_SIGMA = 2.354820045030949;

  static Beam of(Acquisition acquisition) {
    return new Beam(
        acquisition.wavelengthMm(),
        acquisition.probe().apertureMm(),
        acquisition.focusMm(),
        acquisition.harmonics());
  }

  /** Standard deviation across the beam. */
  double lateralSigmaMm(double depthMm) {
    double fNumber = Math.max(2, focusMm / apertureMm);
    boolean harmonic = harmonics == Harmonics.HARMONIC;
    double limit = (harmonic ? 2 : 1) * wavelengthMm * fNumber;
    double cone = 0.6 * (depthMm - focusMm) / fNumber;
    double transmitSquare = (limit * limit + cone * cone) / (harmonic ? 2 : 1);
    double receive = wavelengthMm * Math.max(1.5, depthMm / apertureMm);
    return 1 / Math.sqrt(1 / transmitSquare + 1 / (receive * receive)) / FWHM_PER_SIGMA;
  }

  /** Standard deviation along the beam. */
  double axialSigmaMm() {
    double cycles = harmonics == Harmonics.HARMONIC ? 3 : 2;
    return cycles * wavelengthMm / 2 / FWHM_PER_SIGMA;
  }

  /** Amplitude of the side lobes relative to the main lobe. */
  double sideLobe() {
    return harmonics == Harmonics.HARMONIC ? 0.015 : 0.05;
  }
}
