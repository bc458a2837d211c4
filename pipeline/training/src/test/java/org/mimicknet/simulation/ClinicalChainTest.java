/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimicknet.simulation.Structure.Blob;

class ClinicalChainTest {
  private static final Acquisition ACQUISITION =
      new Acquisition(
          Probe.LINEAR_LIKE, Target.PHANTOM, Harmonics.FUNDAMENTAL, 3e6, 30, 50, 480, 160);
  private static final int CYST_ROW = (int) (30 / ACQUISITION.rangeStepMm());
  private static final int MIDDLE = 80;
  private static final IqFrame FRAME =
      IqSimulator.simulate(
          ACQUISITION, Phantom.of(List.of(new Blob(0, 30, 7, 7, 0, Medium.FLUID))), new Random(5));

  @ParameterizedTest
  @EnumSource
  void speckleIsReducedAndTheCystStaysDarkWithACrispEdge(ClinicalChain chain) {
    double[] clinical = chain.apply(FRAME);

    assertThat(Arrays.stream(clinical).min().orElseThrow()).isGreaterThanOrEqualTo(0);
    assertThat(Arrays.stream(clinical).max().orElseThrow()).isLessThanOrEqualTo(3995);

    double[] tissue = block(clinical, CYST_ROW, 20);
    double cyst = mean(block(clinical, CYST_ROW, MIDDLE));
    assertThat(cyst).isLessThan(0.4 * mean(tissue));
    // 20 log10 of Rayleigh speckle has a standard deviation of 5.57 dB; mean over std of 1.91
    assertThat(std(tissue) / mean(tissue)).isLessThan(1 / (2 * 1.913));

    // the upper border lies 7 mm above the middle: most of the step happens within 1 mm of it
    int border = CYST_ROW - (int) (7 / ACQUISITION.rangeStepMm());
    int reach = (int) (1 / ACQUISITION.rangeStepMm());
    double above = mean(strip(clinical, border - reach));
    double below = mean(strip(clinical, border + reach));
    assertThat(above - below).isGreaterThan(0.7 * (mean(tissue) - cyst));
  }

  @Test
  void vendorsDiffer() {
    double[] smooth = ClinicalChain.SMOOTH.apply(FRAME);
    double[] crisp = ClinicalChain.CRISP.apply(FRAME);

    assertThat(std(block(smooth, CYST_ROW, 20))).isLessThan(std(block(crisp, CYST_ROW, 20)));
    assertThat(ClinicalChain.EVEN.apply(FRAME)).isNotEqualTo(smooth).isNotEqualTo(crisp);
  }

  @Test
  void equalFramesGiveEqualBits() {
    double[] first = ClinicalChain.EVEN.apply(FRAME);
    double[] second = ClinicalChain.EVEN.apply(FRAME);

    assertThat(second).isEqualTo(first);
  }

  /** 31 x 21 pixels around a point. */
  private static double[] block(double[] image, int row, int column) {
    double[] block = new double[31 * 21];
    for (int i = 0; i < 31; i++) {
      System.arraycopy(image, (row - 15 + i) * FRAME.width() + column - 10, block, i * 21, 21);
    }
    return block;
  }

  /** 7 pixels of a row above the middle of the cyst. */
  private static double[] strip(double[] image, int row) {
    int start = row * FRAME.width() + MIDDLE - 3;
    return Arrays.copyOfRange(image, start, start + 7);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double std(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
