/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.util.Random;
import org.mimicknet.Internal;

/**
 * Simulates beamformed IQ by convolution, on the polar grid itself.
 *
 * <ol>
 *   <li>A resolution cell holds many scatterers at uniform positions. Their echoes have uniform
 *       phases {@code -4 pi f r / c}, so each grid cell sends back a circular complex Gaussian
 *       value (Goodman), scaled by the echo amplitude of what lies there, plus the coherent echo of
 *       surfaces and wires.
 *   <li>The beam blurs across ({@link Beam}, wider away from the focus, with side lobes) and the
 *       pulse along: Gaussians of unit energy, so the speckle of soft tissue keeps amplitude 1.
 *   <li>Attenuation {@code 2 a f d}, a = 0.5 dB/cm/MHz, is undone by time-gain compensation up to
 *       75 dB, which lifts the electronic noise instead; structures that attenuate more or less
 *       leave shadows or enhancement. The transmit focus adds 5 dB of gain around it.
 * </ol>
 *
 * The result depends on its arguments only, to the bit: Random's algorithm is specified, and
 * functions are those of StrictMath. Time grows with height x width x (structures + beam width).
 */
@Internal
public final class IqSimulator {
  private static final double COUNTS = 16_000;
  private static final double NOMINAL_SNR_DB = 68;
  private static final double HARMONIC_LOSS_DB = 12;
  private static final double LARGEST_GAIN_DB = 75;
  private static final double FOCAL_GAIN_DB = 5;
  private static final double DRIFT_MM = 0.35;

  private IqSimulator() {}

  /**
   * A frame of a cine-loop.
   *
   * @param studySeed decides the phantom
   * @param frameIndex frames of a study show the same phantom, each a little further to the side,
   *     with speckle of its own
   */
  public static IqFrame simulate(Acquisition acquisition, long studySeed, int frameIndex) {
    if (frameIndex < 0) {
      throw new IllegalArgumentException(
          "Cannot simulate frame %s: indices start at 0".formatted(frameIndex));
    }
    Phantom phantom =
        Phantom.random(acquisition, new Random(studySeed)).shifted(DRIFT_MM * frameIndex);
    return simulate(acquisition, phantom, new Random(mix(studySeed, frameIndex)));
  }

  static IqFrame simulate(Acquisition acquisition, Phantom phantom, Random random) {
    int height = acquisition.axialSamples();
    int width = acquisition.lateralLines();
    Reflectivity reflectivity = Reflectivity.paint(phantom, acquisition);
    double[] re = new double[height * width];
    double[] im = new double[height * width];
    for (int i = 0; i < re.length; i++) {
      double amplitude = reflectivity.diffuse()[i] * Math.sqrt(0.5);
      re[i] = amplitude * random.nextGaussian() + reflectivity.specular()[i];
      im[i] = amplitude * random.nextGaussian();
    }
    Beam beam = Beam.of(acquisition);
    double step = acquisition.rangeStepMm();
    double[] pulse = unitEnergy(Filters.gaussian(beam.axialSigmaMm() / step));
    re = Filters.alongColumns(across(re, acquisition, beam), height, width, pulse);
    im = Filters.alongColumns(across(im, acquisition, beam), height, width, pulse);
    addNoiseAndGain(re, im, acquisition, phantom, pulse, random);
    return new IqFrame(re, im, height, width, acquisition.grid());
  }

  private static double[] across(double[] field, Acquisition acquisition, Beam beam) {
    int width = acquisition.lateralLines();
    double[] blurred = new double[field.length];
    double angleStep = StrictMath.toRadians(acquisition.probe().spanDeg()) / (width - 1);
    for (int row = 0; row < acquisition.axialSamples(); row++) {
      double depth = (row + 0.5) * acquisition.rangeStepMm();
      double linesMm = angleStep * (acquisition.probe().radiusMm() + depth);
      double sigma = beam.lateralSigmaMm(depth) / linesMm;
      double[] kernel = unitEnergy(withSideLobes(sigma, beam.sideLobe()));
      Filters.row(field, blurred, row * width, width, kernel);
    }
    return blurred;
  }

  private static double[] withSideLobes(double sigma, double sideLobe) {
    double[] kernel = Filters.gaussian(5 * sigma);
    double[] main = Filters.gaussian(sigma);
    int offset = (kernel.length - main.length) / 2;
    for (int i = 0; i < kernel.length; i++) {
      int inMain = i - offset;
      kernel[i] *= sideLobe;
      if (inMain >= 0 && inMain < main.length) {
        kernel[i] += main[inMain];
      }
    }
    return kernel;
  }

  private static void addNoiseAndGain(
      double[] re,
      double[] im,
      Acquisition acquisition,
      Phantom phantom,
      double[] pulse,
      Random random) {
    int height = acquisition.axialSamples();
    int width = acquisition.lateralLines();
    double[] noiseRe = new double[re.length];
    double[] noiseIm = new double[im.length];
    for (int i = 0; i < noiseRe.length; i++) {
      noiseRe[i] = Math.sqrt(0.5) * random.nextGaussian();
      noiseIm[i] = Math.sqrt(0.5) * random.nextGaussian();
    }
    noiseRe = Filters.alongColumns(noiseRe, height, width, pulse);
    noiseIm = Filters.alongColumns(noiseIm, height, width, pulse);
    boolean harmonic = acquisition.harmonics() == Harmonics.HARMONIC;
    double snrDb =
        NOMINAL_SNR_DB
            + 20 * StrictMath.log10(acquisition.voltageV() / 50)
            - (harmonic ? HARMONIC_LOSS_DB : 0);
    double frequencyMhz = Reflectivity.attenuatedFrequencyMhz(acquisition);
    for (int row = 0; row < height; row++) {
      double depthMm = (row + 0.5) * acquisition.rangeStepMm();
      double lostDb = 2 * Medium.SOFT_TISSUE_ATTENUATION * frequencyMhz * depthMm / 10;
      double gainDb = Math.min(lostDb, LARGEST_GAIN_DB);
      double fromFocus = (depthMm - acquisition.focusMm()) / (0.35 * acquisition.focusMm());
      double focalDb = FOCAL_GAIN_DB * StrictMath.exp(-fromFocus * fromFocus);
      double errorDb = phantom.tgcErrorDbPerCm() * depthMm / 10;
      double signal = COUNTS * amplitude(gainDb - lostDb + focalDb + errorDb);
      double noise = COUNTS * amplitude(gainDb - snrDb + errorDb);
      double ringing = COUNTS * 25 * StrictMath.exp(-depthMm / 0.4);
      for (int i = row * width; i < (row + 1) * width; i++) {
        re[i] = signal * re[i] + noise * noiseRe[i] + ringing;
        im[i] = signal * im[i] + noise * noiseIm[i];
      }
    }
  }

  private static double amplitude(double db) {
    return StrictMath.pow(10, db / 20);
  }

  private static double[] unitEnergy(double[] kernel) {
    double energy = 0;
    for (double value : kernel) {
      energy += value * value;
    }
    double scale = 1 / Math.sqrt(energy);
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] *= scale;
    }
    return kernel;
  }

  /** SplitMix64's finaliser: seeds of neighbouring frames give unrelated speckle. */
  static long mix(long seed, long index) {
    long z = seed + (index + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
