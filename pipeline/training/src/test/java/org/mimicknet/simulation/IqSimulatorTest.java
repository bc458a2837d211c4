/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mimicknet.simulation.Structure.Blob;
import org.mimicknet.simulation.Structure.Wire;

class IqSimulatorTest {
  private static final double FOCUS_MM = 40;
  private static final Acquisition ACQUISITION =
      new Acquisition(
          Probe.LINEAR_LIKE, Target.PHANTOM, Harmonics.FUNDAMENTAL, 3e6, FOCUS_MM, 50, 640, 200);

  @Test
  void equalSeedsGiveEqualBits() {
    IqFrame first = IqSimulator.simulate(ACQUISITION, 7, 2);
    IqFrame second = IqSimulator.simulate(ACQUISITION, 7, 2);

    assertThat(first.re()).isEqualTo(second.re());
    assertThat(first.im()).isEqualTo(second.im());
  }

  @Test
  void anotherStudyOrFrameHasSpeckleOfItsOwn() {
    double[] frame = speckleOf(IqSimulator.simulate(ACQUISITION, 7, 0));

    assertThat(correlation(frame, speckleOf(IqSimulator.simulate(ACQUISITION, 8, 0))))
        .isBetween(-0.2, 0.2);
    assertThat(correlation(frame, speckleOf(IqSimulator.simulate(ACQUISITION, 7, 1))))
        .isBetween(-0.2, 0.2);
  }

  @Test
  void homogeneousTissueIsFullyDevelopedSpeckle() {
    // Rayleigh: mean / std = sqrt(pi / (4 - pi)) = 1.913; exponential intensity: mean / std = 1
    double amplitude = 0;
    double intensity = 0;
    int repetitions = 12;
    for (int seed = 0; seed < repetitions; seed++) {
      IqFrame frame = simulate(List.of(), seed);
      double[] envelope = rows(frame, frame.envelope(), rowAt(38), rowAt(42));
      amplitude += meanToStd(envelope) / repetitions;
      intensity += meanToStd(squares(envelope)) / repetitions;
    }

    assertThat(amplitude).isCloseTo(1.913, within(0.05));
    assertThat(intensity).isCloseTo(1, within(0.05));
  }

  @Test
  void anAnechoicCystIsDarkAndBrightensWhatLiesBehindIt() {
    IqFrame frame = simulate(List.of(new Blob(0, 35, 6, 6, 0, Medium.FLUID)), 1);

    double inside = levelDb(frame, 35, 0, 2);
    double beside = levelDb(frame, 35, 18, 2);
    assertThat(inside).isLessThan(beside - 25);

    // 12 mm of fluid instead of tissue spare 2 x 0.48 dB/cm/MHz x 1.2 cm x 3 MHz = 3.5 dB
    double behind = levelDb(frame, 50, 0, 4) - levelDb(frame, 50, 18, 4);
    assertThat(behind).isCloseTo(3.5, within(2.0));
  }

  @Test
  void aLesionHasItsContrast() {
    IqFrame frame = simulate(List.of(new Blob(0, 40, 8, 8, 0, Medium.diffuse(9, 0.5))), 2);

    assertThat(levelDb(frame, 40, 0, 4) - levelDb(frame, 40, 18, 4)).isCloseTo(9, within(2.0));
  }

  @Test
  void aWireIsAPointThatIsNarrowestAtTheFocus() {
    Medium wire = Medium.mirror(60, 0.5);
    double[] depthsMm = {12, FOCUS_MM, 75};
    List<Structure> wires =
        List.of(
            new Wire(0, depthsMm[0], wire),
            new Wire(0, depthsMm[1], wire),
            new Wire(0, depthsMm[2], wire));
    IqFrame frame = simulate(wires, 3);

    double near = lateralWidthMm(frame, depthsMm[0]);
    double focus = lateralWidthMm(frame, depthsMm[1]);
    double far = lateralWidthMm(frame, depthsMm[2]);
    assertThat(focus).isLessThan(near).isLessThan(far / 1.7);
    // product of a transmit and a receive beam of about wavelength x f-number each
    double diffractionMm = ACQUISITION.wavelengthMm() * 2 / Math.sqrt(2);
    assertThat(focus).isCloseTo(diffractionMm, within(0.35 * diffractionMm));
  }

  @Test
  void theHarmonicPulseIsLongerAndItsSideLobesAreLower() {
    Beam fundamental = new Beam(0.5, 24, 40, Harmonics.FUNDAMENTAL);
    Beam harmonic = new Beam(0.5, 24, 40, Harmonics.HARMONIC);

    assertThat(fundamental.axialSigmaMm()).isCloseTo(0.5 / 2.3548, within(1e-4));
    assertThat(harmonic.axialSigmaMm()).isCloseTo(0.75 / 2.3548, within(1e-4));
    assertThat(harmonic.sideLobe()).isLessThan(fundamental.sideLobe());
  }

  @Test
  void aLowVoltageDrownsTheDeepEchoInNoise() {
    // 40 dB less signal lift the noise floor of a deep cyst; tissue near the probe stays above it
    List<Structure> cyst = List.of(new Blob(0, 65, 8, 8, 0, Medium.FLUID));
    Acquisition weak =
        new Acquisition(
            Probe.LINEAR_LIKE, Target.PHANTOM, Harmonics.FUNDAMENTAL, 3e6, FOCUS_MM, 0.5, 640, 200);
    IqFrame strong = simulate(cyst, 4);
    IqFrame noisy = IqSimulator.simulate(weak, Phantom.of(cyst), new Random(4));

    assertThat(levelDb(noisy, 65, 0, 3)).isGreaterThan(levelDb(strong, 65, 0, 3) + 10);
    assertThat(levelDb(noisy, 20, 20, 3)).isCloseTo(levelDb(strong, 20, 20, 3), within(1.0));
  }

  @Test
  void refusesANegativeFrameIndex() {
    assertThatThrownBy(() -> IqSimulator.simulate(ACQUISITION, 7, -1))
        .hasMessage("Cannot simulate frame -1: indices start at 0");
  }

  private static IqFrame simulate(List<Structure> structures, long seed) {
    return IqSimulator.simulate(ACQUISITION, Phantom.of(structures), new Random(seed));
  }

  private static int rowAt(double depthMm) {
    return (int) (depthMm / ACQUISITION.rangeStepMm());
  }

  private static double lineStepMm(double depthMm) {
    double step = Math.toRadians(Probe.LINEAR_LIKE.spanDeg()) / (ACQUISITION.lateralLines() - 1);
    return step * (Probe.LINEAR_LIKE.radiusMm() + depthMm);
  }

  private static double[] rows(IqFrame frame, double[] image, int from, int to) {
    return Arrays.copyOfRange(image, from * frame.width(), to * frame.width());
  }

  private static double[] speckleOf(IqFrame frame) {
    return rows(frame, frame.re(), rowAt(4), rowAt(14));
  }

  /** Mean intensity of a square around a point, in decibels. */
  private static double levelDb(IqFrame frame, double depthMm, double xMm, double halfMm) {
    double[] envelope = frame.envelope();
    int rows = rowAt(halfMm);
    int columns = (int) (halfMm / lineStepMm(depthMm));
    int middle = (frame.width() - 1) / 2 + (int) Math.round(xMm / lineStepMm(depthMm));
    double sum = 0;
    int count = 0;
    for (int i = rowAt(depthMm) - rows; i <= rowAt(depthMm) + rows; i++) {
      for (int j = middle - columns; j <= middle + columns; j++) {
        double value = envelope[i * frame.width() + j];
        sum += value * value;
        count++;
      }
    }
    return 10 * Math.log10(sum / count);
  }

  /** Full width at half maximum across a wire. */
  private static double lateralWidthMm(IqFrame frame, double depthMm) {
    int start = rowAt(depthMm) * frame.width();
    double[] envelope = frame.envelope();
    int peak = start;
    for (int j = start; j < start + frame.width(); j++) {
      peak = envelope[j] > envelope[peak] ? j : peak;
    }
    double half = envelope[peak] / 2;
    int right = peak;
    while (envelope[right] > half) {
      right++;
    }
    int left = peak;
    while (envelope[left] > half) {
      left--;
    }
    double rightEdge = right - (half - envelope[right]) / (envelope[right - 1] - envelope[right]);
    double leftEdge = left + (half - envelope[left]) / (envelope[left + 1] - envelope[left]);
    return (rightEdge - leftEdge) * lineStepMm(depthMm);
  }

  private static double[] squares(double[] values) {
    return Arrays.stream(values).map(v -> v * v).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double meanToStd(double[] values) {
    double mean = mean(values);
    double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return mean / Math.sqrt(square / values.length);
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
