/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

/** The scanners of the demonstration, one at each site, each with its own image processing. */
enum DemoScanner {
  A("north-hospital", "scannerA", ClinicalChain.SMOOTH) {
    @Override
    Acquisition preset(int index) {
      return index % 2 == 0
          ? fundamental(Probe.CURVED_ABDOMINAL, Target.LIVER, 2.4e6, 60, 512, 128)
          : harmonic(Probe.CURVED_ABDOMINAL, Target.FETAL, 3.6e6, 50, 576, 128);
    }
  },
  B("river-clinic", "scannerB", ClinicalChain.CRISP) {
    @Override
    Acquisition preset(int index) {
      return index % 2 == 0
          ? fundamental(Probe.CURVED_TIGHT, Target.FETAL, 3e6, 50, 512, 112)
          : harmonic(Probe.CURVED_TIGHT, Target.LIVER, 4e6, 40, 608, 120);
    }
  },
  C("lab", "scannerC", ClinicalChain.EVEN) {
    @Override
    Acquisition preset(int index) {
      return index % 2 == 0
          ? fundamental(Probe.LINEAR_LIKE, Target.PHANTOM, 3.5e6, 30, 512, 96)
          : harmonic(Probe.LINEAR_LIKE, Target.CLUTTERED_PHANTOM, 4.7e6, 25, 560, 128);
    }
  };

  private static final double VOLTAGE_V = 48;

  private final String site;
  private final String code;
  private final ClinicalChain chain;

  DemoScanner(String site, String code, ClinicalChain chain) {
    this.site = site;
    this.code = code;
    this.chain = chain;
  }

  String site() {
    return site;
  }

  String code() {
    return code;
  }

  ClinicalChain chain() {
    return chain;
  }

  /** Studies of a scanner take turns with its presets. */
  abstract Acquisition preset(int index);

  private static Acquisition fundamental(
      Probe probe, Target target, double frequencyHz, double focusMm, int rows, int lines) {
    return new Acquisition(
        probe, target, Harmonics.FUNDAMENTAL, frequencyHz, focusMm, VOLTAGE_V, rows, lines);
  }

  private static Acquisition harmonic(
      Probe probe, Target target, double frequencyHz, double focusMm, int rows, int lines) {
    return new Acquisition(
        probe, target, Harmonics.HARMONIC, frequencyHz, focusMm, VOLTAGE_V, rows, lines);
  }
}
