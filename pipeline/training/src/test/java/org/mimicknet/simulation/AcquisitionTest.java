/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AcquisitionTest {
  @Test
  void theRangeStepIsAQuarterOfTheWavelength() {
    Acquisition acquisition = acquisition(1792, 100);

    // 1.54e6 mm/s / (4 x 4.4 MHz) = 0.0875 mm, 1792 of them are 156.8 mm
    assertThat(acquisition.rangeStepMm()).isCloseTo(0.0875, within(1e-12));
    assertThat(acquisition.depthMm()).isCloseTo(156.8, within(1e-9));
  }

  @Test
  void theGridCountsRadiiInSamplesAndAnglesInRadians() {
    PolarGrid grid = acquisition(1792, 100).grid();

    // 55 mm / 0.0875 mm; 26 degrees to each side
    assertThat(grid.initialRadius()).isCloseTo(628.5714, within(1e-4));
    assertThat(grid.finalRadius() - grid.initialRadius()).isEqualTo(1792);
    assertThat(grid.initialAngle()).isCloseTo(-0.453786, within(1e-6));
    assertThat(grid.finalAngle()).isCloseTo(0.453786, within(1e-6));
  }

  @Test
  void refusesFramesBelow16Samples() {
    assertThatThrownBy(() -> acquisition(15, 100))
        .hasMessage("Cannot acquire 15 x 100 samples: both sides must be at least 16");
  }

  @Test
  void refusesWhatIsNotPositive() {
    assertThatThrownBy(
            () ->
                new Acquisition(
                    Probe.LINEAR_LIKE, Target.LIVER, Harmonics.HARMONIC, 0, 50, 40, 64, 64))
        .hasMessage("Cannot acquire at 0.0 Hz, focus 50.0 mm, 40.0 V: all must be positive");
  }

  private static Acquisition acquisition(int rows, int lines) {
    return new Acquisition(
        Probe.CURVED_ABDOMINAL, Target.LIVER, Harmonics.FUNDAMENTAL, 4.4e6, 60, 50, rows, lines);
  }
}
