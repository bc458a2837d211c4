/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import org.mimicknet.Internal;

/**
 * How a frame is acquired.
 *
 * <p>The range step is a quarter of the wavelength, {@code c / (4 frequencyHz)}, as in the
 * published data, so the depth follows from the number of samples: 1792 samples at 4.7 MHz are 147
 * mm.
 *
 * @param frequencyHz receive centre frequency
 * @param focusMm depth of the transmit focus
 * @param voltageV transmit voltage; 50 V is the nominal signal-to-noise ratio
 * @param axialSamples rows, at least 16
 * @param lateralLines columns, at least 16
 */
@Internal
public record Acquisition(
    Probe probe,
    Target target,
    Harmonics harmonics,
    double frequencyHz,
    double focusMm,
    double voltageV,
    int axialSamples,
    int lateralLines) {
  /** Speed of sound in tissue. */
  static final double SPEED_MM_PER_S = 1.54e6;

  /**
   * @throws IllegalArgumentException if a side is below 16 or a quantity is not positive
   */
  public Acquisition {
    if (axialSamples < 16 || lateralLines < 16) {
      throw new IllegalArgumentException(
          "Cannot acquire %s x %s samples: both sides must be at least 16"
              .formatted(axialSamples, lateralLines));
    }
    if (!(frequencyHz > 0 && focusMm > 0 && voltageV > 0)) {
      throw new IllegalArgumentException(
          "Cannot acquire at %s Hz, focus %s mm, %s V: all must be positive"
              .formatted(frequencyHz, focusMm, voltageV));
    }
  }

  /** Wavelength at the receive centre frequency. */
  public double wavelengthMm() {
    return SPEED_MM_PER_S / frequencyHz;
  }

  /** Distance of two rows. */
  public double rangeStepMm() {
    return wavelengthMm() / 4;
  }

  /** Depth of the last row. */
  public double depthMm() {
    return axialSamples * rangeStepMm();
  }

  /** The grid of the frame. */
  public PolarGrid grid() {
    double initialRadius = probe.radiusMm() / rangeStepMm();
    double halfSpan = StrictMath.toRadians(probe.spanDeg()) / 2;
    return new PolarGrid(initialRadius, initialRadius + axialSamples, -halfSpan, halfSpan);
  }
}
