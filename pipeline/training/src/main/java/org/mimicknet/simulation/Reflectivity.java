/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.util.List;

/**
 * The phantom painted on the polar grid: what each cell sends back before the beam blurs it, the
 * attenuation on the way there and back included as far as it differs from soft tissue's.
 */
final class Reflectivity {
  private static final double DB_PER_NEPER = 20 / 2.302585092994046;

  private final double[] diffuse;
  private final double[] specular;

  private Reflectivity(int cells) {
    this.diffuse = new double[cells];
    this.specular = new double[cells];
  }

  /** Amplitude of the sum of each cell's sub-resolution scatterers, row-major. */
  double[] diffuse() {
    return diffuse;
  }

  /** Amplitude of each cell's coherent echo, row-major. */
  double[] specular() {
    return specular;
  }

  static Reflectivity paint(Phantom phantom, Acquisition acquisition) {
    int height = acquisition.axialSamples();
    int width = acquisition.lateralLines();
    Reflectivity painted = new Reflectivity(height * width);
    double step = acquisition.rangeStepMm();
    double radius = acquisition.probe().radiusMm();
    double frequencyMhz = attenuatedFrequencyMhz(acquisition);
    List<Structure> areas =
        phantom.structures().stream().filter(s -> !(s instanceof Structure.Wire)).toList();
    for (int column = 0; column < width; column++) {
      double angle = angle(acquisition.grid(), column, width);
      double sin = StrictMath.sin(angle);
      double cos = StrictMath.cos(angle);
      double excessDb = 0;
      for (int row = 0; row < height; row++) {
        double depth = (row + 0.5) * step;
        double x = (radius + depth) * sin;
        double z = (radius + depth) * cos - radius;
        double echo = texture(phantom, x, z);
        double specular = 0;
        double attenuation = Medium.SOFT_TISSUE_ATTENUATION;
        for (Structure area : areas) {
          double part = area.coverage(x, z);
          if (part > 0) {
            Medium medium = area.medium();
            echo += part * (medium.echo() - echo);
            specular += part * (medium.specular() - specular);
            attenuation += part * (medium.attenuationDbPerCmMhz() - attenuation);
          }
        }
        excessDb += 2 * (attenuation - Medium.SOFT_TISSUE_ATTENUATION) * frequencyMhz * step / 10;
        double transmission = StrictMath.exp(-excessDb / DB_PER_NEPER);
        double clutter = phantom.clutter() * StrictMath.pow(0.5, depth / 20);
        double visible = echo * transmission;
        painted.diffuse[row * width + column] = Math.sqrt(visible * visible + clutter * clutter);
        painted.specular[row * width + column] = specular * transmission;
      }
    }
    for (Structure structure : phantom.structures()) {
      if (structure instanceof Structure.Wire wire) {
        painted.addWire(wire, acquisition);
      }
    }
    return painted;
  }

  /** The frequency that decides how fast the echo fades: the harmonic goes down at half of it. */
  static double attenuatedFrequencyMhz(Acquisition acquisition) {
    double share = acquisition.harmonics() == Harmonics.HARMONIC ? 0.75 : 1;
    return share * acquisition.frequencyHz() / 1e6;
  }

  private static double texture(Phantom phantom, double x, double z) {
    if (phantom.texture().isEmpty()) {
      return 1;
    }
    double db = 0;
    for (Phantom.Wave wave : phantom.texture()) {
      db += wave.amplitudeDb() * StrictMath.sin(wave.kx() * x + wave.kz() * z + wave.phase());
    }
    return StrictMath.exp(db / DB_PER_NEPER);
  }

  private static double angle(PolarGrid grid, int column, int width) {
    return grid.initialAngle() + (grid.finalAngle() - grid.initialAngle()) * column / (width - 1);
  }

  private void addWire(Structure.Wire wire, Acquisition acquisition) {
    int width = acquisition.lateralLines();
    PolarGrid grid = acquisition.grid();
    double radius = acquisition.probe().radiusMm();
    double fromCentre = wire.zMm() + radius;
    double depth = Math.sqrt(wire.xMm() * wire.xMm() + fromCentre * fromCentre) - radius;
    double angle = StrictMath.atan2(wire.xMm(), fromCentre);
    double column =
        (angle - grid.initialAngle()) / (grid.finalAngle() - grid.initialAngle()) * (width - 1);
    int row = (int) Math.floor(depth / acquisition.rangeStepMm());
    int left = (int) Math.floor(column);
    if (row < 0 || row >= acquisition.axialSamples() || left < 0 || left + 1 >= width) {
      return;
    }
    double right = column - left;
    specular[row * width + left] += (1 - right) * wire.medium().specular();
    specular[row * width + left + 1] += right * wire.medium().specular();
  }
}
