/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.mimicknet.Internal;

/**
 * A study to train on, drawn at random: any probe and target, fundamental or harmonic, frequencies
 * and sizes as the published data have them (axial 288 to 2048, lateral 40 to 256).
 *
 * @param index from 0; decides, with the seed, all of it
 * @param seed of the whole collection
 */
@Internal
public record SimulatedStudy(long seed, int index) {
  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 1, 1, 0, 0);
  private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final double DEEPEST_MM = 160;
  private static final double SHALLOWEST_MM = 35;

  /** 14 digits: the id of the study. */
  public String timestampId() {
    return FIRST.plusMinutes(37L * index).format(DIGITS);
  }

  /** How it is acquired: the same for all frames of the study. */
  public Acquisition acquisition() {
    Random random = new Random(IqSimulator.mix(seed, -1 - index));
    Probe probe = pick(Probe.values(), random);
    Target target = pick(Target.values(), random);
    Harmonics harmonics = pick(Harmonics.values(), random);
    double frequencyHz = 1e6 * between(random, 2, 5.5);
    double stepMm = Acquisition.SPEED_MM_PER_S / frequencyHz / 4;
    double depthMm =
        SHALLOWEST_MM * StrictMath.pow(DEEPEST_MM / SHALLOWEST_MM, random.nextDouble());
    int rows = (int) Math.min(2048, Math.max(288, depthMm / stepMm));
    int lines = (int) (40 * StrictMath.pow(256 / 40.0, random.nextDouble()));
    double focusMm = rows * stepMm * between(random, 0.35, 0.7);
    double voltageV = 50 / StrictMath.pow(8, random.nextDouble() * random.nextDouble());
    return new Acquisition(probe, target, harmonics, frequencyHz, focusMm, voltageV, rows, lines);
  }

  /** A frame of the study. */
  public IqFrame frame(int frameIndex) {
    return IqSimulator.simulate(acquisition(), IqSimulator.mix(seed, index), frameIndex);
  }

  private static <T> T pick(T[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
