/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

/** Something in the tissue, in mm: x across, z down from the middle of the probe's surface. */
sealed interface Structure {
  /** How much of the point it fills, from 0 (outside) to 1. */
  double coverage(double xMm, double zMm);

  /** What it is made of. */
  Medium medium();

  /** The same, {@code dxMm} further to the side. */
  Structure shifted(double dxMm);

  /** An ellipse with a wavy edge: a cyst, a lesion, a pocket of fluid. */
  record Blob(
      double xMm, double zMm, double halfWidthMm, double halfHeightMm, double wave, Medium medium)
      implements Structure {
    @Override
    public double coverage(double x, double z) {
      double u = (x - xMm) / halfWidthMm;
      double v = (z - zMm) / halfHeightMm;
      double rho = Math.sqrt(u * u + v * v);
      if (rho < 1e-6) {
        return 1;
      }
      double cos = u / rho;
      double sin = v / rho;
      double cos3 = cos * (4 * cos * cos - 3);
      double edge = 1 + wave * (cos3 + cos * sin);
      return soft((edge - rho) * Math.min(halfWidthMm, halfHeightMm));
    }

    @Override
    public Blob shifted(double dxMm) {
      return new Blob(xMm + dxMm, zMm, halfWidthMm, halfHeightMm, wave, medium);
    }
  }

  /** A straight pipe of round ends: a vessel, or its wall when painted under a thinner one. */
  record Tube(double x0Mm, double z0Mm, double x1Mm, double z1Mm, double radiusMm, Medium medium)
      implements Structure {
    @Override
    public double coverage(double x, double z) {
      double dx = x1Mm - x0Mm;
      double dz = z1Mm - z0Mm;
      double along = ((x - x0Mm) * dx + (z - z0Mm) * dz) / (dx * dx + dz * dz);
      double t = Math.min(1, Math.max(0, along));
      double ex = x - x0Mm - t * dx;
      double ez = z - z0Mm - t * dz;
      return soft(radiusMm - Math.sqrt(ex * ex + ez * ez));
    }

    @Override
    public Tube shifted(double dxMm) {
      return new Tube(x0Mm + dxMm, z0Mm, x1Mm + dxMm, z1Mm, radiusMm, medium);
    }
  }

  /** A band across the image that undulates with {@code periodMm}: skin, fat, muscle, fascia. */
  record Layer(
      double topMm,
      double bottomMm,
      double undulationMm,
      double periodMm,
      double phase,
      Medium medium)
      implements Structure {
    @Override
    public double coverage(double x, double z) {
      if (z < topMm - undulationMm - 1 || z > bottomMm + undulationMm + 1) {
        return 0;
      }
      double level = z - undulationMm * StrictMath.sin(2 * Math.PI * x / periodMm + phase);
      return Math.min(soft(level - topMm), soft(bottomMm - level));
    }

    @Override
    public Layer shifted(double dxMm) {
      return new Layer(
          topMm, bottomMm, undulationMm, periodMm, phase - 2 * Math.PI * dxMm / periodMm, medium);
    }
  }

  /** A thin part of a circle, strongest where it faces the beam: bone, diaphragm, organ border. */
  record Arc(double xMm, double zMm, double radiusMm, double thicknessMm, Medium medium)
      implements Structure {
    @Override
    public double coverage(double x, double z) {
      double dx = x - xMm;
      double dz = z - zMm;
      double rho = Math.sqrt(dx * dx + dz * dz);
      double off = (rho - radiusMm) / thicknessMm;
      if (off * off > 9) {
        return 0;
      }
      double facing = dz / rho;
      double mirror = facing * facing;
      return mirror * mirror * StrictMath.exp(-off * off);
    }

    @Override
    public Arc shifted(double dxMm) {
      return new Arc(xMm + dxMm, zMm, radiusMm, thicknessMm, medium);
    }
  }

  /** A thin wire across the plane: a point. It fills one sample, so it covers nothing. */
  record Wire(double xMm, double zMm, Medium medium) implements Structure {
    @Override
    public double coverage(double x, double z) {
      return 0;
    }

    @Override
    public Wire shifted(double dxMm) {
      return new Wire(xMm + dxMm, zMm, medium);
    }
  }

  /** A border 0.4 mm wide. */
  private static double soft(double insideMm) {
    return Math.min(1, Math.max(0, 0.5 + insideMm / 0.4));
  }
}
