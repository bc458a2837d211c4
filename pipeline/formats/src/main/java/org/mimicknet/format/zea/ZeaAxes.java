/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.Optional;
import org.mimicknet.format.Samples;
import org.mimicknet.format.ScanAxes;
import org.mimicknet.format.ScanAxis;

/**
 * The axes behind the positions of all pixels, (z, x, 3). Linear where x is that of the line and z
 * that of the row; a sector where all lines meet in one apex, the rows are circles around it and y
 * is the same everywhere.
 */
final class ZeaAxes {
  /** x, y and z. */
  static final int PARTS = 3;

  private static final double TOLERANCE = 1e-2;

  private final Samples positions;
  private final int height;
  private final int width;
  private final double tolerance;

  private ZeaAxes(Samples positions, int height, int width) {
    this.positions = positions;
    this.height = height;
    this.width = width;
    this.tolerance = TOLERANCE * step(positions, height, width);
  }

  static Optional<ScanAxes> of(Samples positions, int height, int width) {
    ZeaAxes axes = new ZeaAxes(positions, height, width);
    return axes.isFlat() ? axes.linear().or(axes::sector) : Optional.empty();
  }

  /** The distance of the first two rows; of one row, of its first two lines. */
  static double step(Samples positions, int height, int width) {
    int next = height > 1 ? width : Math.min(1, width - 1);
    double square = 0;
    for (int part = 0; part < PARTS; part++) {
      double apart = positions.real(PARTS * next + part) - positions.real(part);
      square += apart * apart;
    }
    return Math.sqrt(square);
  }

  private boolean isFlat() {
    for (int pixel = 0; pixel < height * width; pixel++) {
      if (!isNear(positions.real(PARTS * pixel + 1), positions.real(1))) {
        return false;
      }
    }
    return true;
  }

  private Optional<ScanAxes> linear() {
    double[] depths = new double[height];
    double[] lines = new double[width];
    for (int row = 0; row < height; row++) {
      depths[row] = z(row, 0);
    }
    for (int column = 0; column < width; column++) {
      lines[column] = x(0, column);
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        if (!isNear(x(row, column), lines[column]) || !isNear(z(row, column), depths[row])) {
          return Optional.empty();
        }
      }
    }
    return axes(ScanAxes.Kind.LINEAR, depths, lines);
  }

  /** The first and the last line tell the apex: a + s (b - a) on both. */
  private Optional<ScanAxes> sector() {
    int last = height - 1;
    int end = width - 1;
    double firstX = x(last, 0) - x(0, 0);
    double firstZ = z(last, 0) - z(0, 0);
    double endX = x(last, end) - x(0, end);
    double endZ = z(last, end) - z(0, end);
    double cross = firstX * endZ - firstZ * endX;
    double along = ((x(0, end) - x(0, 0)) * endZ - (z(0, end) - z(0, 0)) * endX) / cross;
    double apexX = x(0, 0) + along * firstX;
    double apexZ = z(0, 0) + along * firstZ;
    double[] radii = new double[height];
    double[] angles = new double[width];
    for (int row = 0; row < height; row++) {
      radii[row] = Math.hypot(x(row, 0) - apexX, z(row, 0) - apexZ);
    }
    for (int column = 0; column < width; column++) {
      angles[column] = Math.atan2(x(last, column) - apexX, z(last, column) - apexZ);
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        if (!isNear(x(row, column), apexX + radii[row] * Math.sin(angles[column]))
            || !isNear(z(row, column), apexZ + radii[row] * Math.cos(angles[column]))) {
          return Optional.empty();
        }
      }
    }
    return axes(ScanAxes.Kind.SECTOR, radii, angles);
  }

  private static Optional<ScanAxes> axes(ScanAxes.Kind kind, double[] depths, double[] lines) {
    return Optional.of(new ScanAxes(kind, ScanAxis.of(depths), ScanAxis.of(lines)));
  }

  private double x(int row, int column) {
    return positions.real(PARTS * (row * width + column));
  }

  private double z(int row, int column) {
    return positions.real(PARTS * (row * width + column) + 2);
  }

  /** False where a position is NaN. */
  private boolean isNear(double first, double second) {
    return Math.abs(first - second) <= tolerance;
  }
}
