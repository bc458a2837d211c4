/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.util.List;
import java.util.Random;

/**
 * What lies before the probe.
 *
 * @param structures later ones cover earlier ones
 * @param texture slow variation of the echo of the tissue
 * @param clutter reverberation at the surface: amplitude relative to soft tissue; it decays by half
 *     every 20 mm
 * @param tgcErrorDbPerCm what the time-gain compensation gives too much
 */
record Phantom(
    List<Structure> structures, List<Wave> texture, double clutter, double tgcErrorDbPerCm) {
  /** {@code amplitudeDb sin(kx x + kz z + phase)}. */
  record Wave(double amplitudeDb, double kx, double kz, double phase) {}

  Phantom {
    structures = List.copyOf(structures);
    texture = List.copyOf(texture);
  }

  /** Soft tissue with nothing but these structures. */
  static Phantom of(List<Structure> structures) {
    return new Phantom(structures, List.of(), 0, 0);
  }

  /** The phantom of a study: the same for the same seed. */
  static Phantom random(Acquisition acquisition, Random random) {
    Target target = acquisition.target();
    double depth = acquisition.depthMm();
    double halfSpan = StrictMath.toRadians(acquisition.probe().spanDeg()) / 2;
    double middle = acquisition.probe().radiusMm() + depth / 2;
    double width = 2 * middle * StrictMath.sin(halfSpan);
    List<Structure> structures = target.structures(width, depth, random);
    List<Wave> texture =
        random
            .doubles(6)
            .mapToObj(
                direction -> {
                  double periodMm = 6 + 24 * random.nextDouble();
                  double k = 2 * Math.PI / periodMm;
                  return new Wave(
                      target.textureDb() / 2,
                      k * StrictMath.cos(Math.PI * direction),
                      k * StrictMath.sin(Math.PI * direction),
                      2 * Math.PI * random.nextDouble());
                })
            .toList();
    double harmonicDb = acquisition.harmonics() == Harmonics.HARMONIC ? -10 : 0;
    double clutter = StrictMath.pow(10, (target.clutterDb() + harmonicDb) / 20);
    return new Phantom(structures, texture, clutter, -0.6 + random.nextDouble());
  }

  /** The same seen from {@code dxMm} to the left: everything lies further to the right. */
  Phantom shifted(double dxMm) {
    return new Phantom(
        structures.stream().map(structure -> structure.shifted(dxMm)).toList(),
        texture.stream()
            .map(w -> new Wave(w.amplitudeDb(), w.kx(), w.kz(), w.phase() - w.kx() * dxMm))
            .toList(),
        clutter,
        tgcErrorDbPerCm);
  }
}
