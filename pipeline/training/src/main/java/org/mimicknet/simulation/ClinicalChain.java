/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.util.Arrays;
import java.util.Locale;
import org.mimicknet.Internal;
import org.mimicknet.UserException;

/**
 * The image that a scanner would show: a post-processing chain of our own, in variants as vendors
 * differ. It is plausible, not a model of any product.
 *
 * <ol>
 *   <li>Compounding: mean intensity over a small Gaussian neighbourhood, then decibels.
 *   <li>Speckle reduction that keeps edges ({@link Diffusion}); a share of the unsmoothed detail
 *       stays.
 *   <li>Gain equalisation: {@code u - median(u) - s (b - median(u))}, b the mean of u over a wide
 *       neighbourhood, s the share that is taken out.
 *   <li>Edge enhancement: {@code u + a (u - mean(u))} over a small neighbourhood, at most 6 dB.
 *   <li>Dynamic range R: {@code 3995 / (1 + exp(-4 (u - 0.08 R) / R))}, which puts soft tissue
 *       below the middle, as scanners do.
 * </ol>
 */
@Internal
public enum ClinicalChain {
  /** Little speckle left, soft edges. */
  SMOOTH(1.0, 12, 3.0, 0.08, 0.35, 0.5, 64),
  /** Speckle and edges kept, high contrast. */
  CRISP(0.8, 8, 2.4, 0.12, 0.45, 1.1, 52),
  /** In between, with strong gain equalisation. */
  EVEN(0.9, 10, 2.7, 0.1, 0.6, 0.8, 58);

  /** The largest value of an image. */
  public static final double WHITE = 3995;

  private static final double WIDE_AXIAL = 28;
  private static final double WIDE_LATERAL = 14;
  private static final double LARGEST_EDGE_DB = 6;
  private static final double FLOOR_DB = -60;

  private final double compoundSigma;
  private final int diffusionSteps;
  private final double edgeDb;
  private final double detail;
  private final double equalisation;
  private final double sharpening;
  private final double dynamicRangeDb;

  ClinicalChain(
      double compoundSigma,
      int diffusionSteps,
      double edgeDb,
      double detail,
      double equalisation,
      double sharpening,
      double dynamicRangeDb) {
    this.compoundSigma = compoundSigma;
    this.diffusionSteps = diffusionSteps;
    this.edgeDb = edgeDb;
    this.detail = detail;
    this.equalisation = equalisation;
    this.sharpening = sharpening;
    this.dynamicRangeDb = dynamicRangeDb;
  }

  /**
   * The chain of that short name.
   *
   * @throws UserException if there is none
   */
  public static ClinicalChain of(String code) {
    return Arrays.stream(values())
        .filter(chain -> chain.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "Cannot simulate the image processing '%s': it is one of %s"
                        .formatted(
                            code, Arrays.stream(values()).map(ClinicalChain::code).toList())));
  }

  /** Short name, for example {@code smooth}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The clinical image of a frame.
   *
   * @return {@code double[height * width]}, row-major, from 0 to 3995
   */
  public double[] apply(IqFrame frame) {
    int height = frame.height();
    int width = frame.width();
    double[] detailed = compound(frame.envelope(), height, width);
    double[] db = new Diffusion(diffusionSteps, edgeDb).apply(detailed, height, width);
    for (int i = 0; i < db.length; i++) {
      db[i] += detail * (detailed[i] - db[i]);
    }
    equalise(db, height, width);
    sharpen(db, height, width);
    for (int i = 0; i < db.length; i++) {
      double level = 4 * (db[i] - 0.08 * dynamicRangeDb) / dynamicRangeDb;
      db[i] = WHITE / (1 + StrictMath.exp(-level));
    }
    return db;
  }

  private double[] compound(double[] envelope, int height, int width) {
    double[] intensity = new double[envelope.length];
    double mean = 0;
    for (int i = 0; i < envelope.length; i++) {
      intensity[i] = envelope[i] * envelope[i];
      mean += intensity[i] / envelope.length;
    }
    double floor = Math.max(mean * StrictMath.pow(10, FLOOR_DB / 10), Double.MIN_NORMAL);
    double[] db = Filters.smooth(intensity, height, width, compoundSigma, compoundSigma);
    for (int i = 0; i < db.length; i++) {
      db[i] = 10 * StrictMath.log10(Math.max(db[i], floor));
    }
    return db;
  }

  private void equalise(double[] db, int height, int width) {
    double[] wide = Filters.smooth(db, height, width, WIDE_AXIAL, WIDE_LATERAL);
    double[] sorted = db.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    for (int i = 0; i < db.length; i++) {
      db[i] -= median + equalisation * (wide[i] - median);
    }
  }

  private void sharpen(double[] db, int height, int width) {
    double[] mean = Filters.smooth(db, height, width, 2, 2);
    for (int i = 0; i < db.length; i++) {
      double edge = sharpening * (db[i] - mean[i]);
      db[i] += Math.max(-LARGEST_EDGE_DB, Math.min(LARGEST_EDGE_DB, edge));
    }
  }
}
