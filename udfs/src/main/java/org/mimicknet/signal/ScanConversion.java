/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import org.mimicknet.DataException;
import org.mimicknet.Internal;
import org.mimicknet.image.Image;

/**
 * From the polar image (rows axial, columns lines) to the sector as it lies in the body, one pixel
 * per axial sample in both directions. For display only: metrics are computed on polar images.
 * Formulas: docs/SCIENCE.md section 4.
 */
@Internal
public final class ScanConversion {
  /** Guards against a geometry that asks for more memory than any display needs. */
  private static final double MAX_PIXELS = 1 << 26;

  /** How far beyond its border the image is still sampled [px], its border pixels repeated. */
  private static final int BORDER = 3;

  private final Image polar;
  private final PolarGeometry geometry;
  private final int centreRow;
  private final int centreColumn;
  private final int rows;
  private final int columns;

  private ScanConversion(Image polar, PolarGeometry geometry) {
    this.polar = polar;
    this.geometry = geometry;
    double minX = 0;
    double maxX = 0;
    double minY = 0;
    double maxY = 0;
    double sector = geometry.finalAngle() - geometry.initialAngle();
    for (int line = 0; line < polar.width(); line++) {
      double angle = geometry.initialAngle() + sector * line / (polar.width() - 1);
      double x = geometry.finalRadius() * Math.cos(angle);
      double y = geometry.finalRadius() * Math.sin(angle);
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
    }
    if ((maxX - minX) * (maxY - minY) > MAX_PIXELS) {
      throw new DataException(
          "Cannot scan-convert an image of %s: %s gives more than %s pixels"
              .formatted(polar.size(), geometry, (long) MAX_PIXELS));
    }
    rows = (int) Math.ceil(maxY - minY);
    columns = (int) Math.ceil(maxX - minX);
    centreRow = (int) Math.ceil(-minY);
    centreColumn = (int) Math.ceil(-minX);
  }

  /**
   * The sector, rows depth and columns lateral; 0 outside it. The depths before the first axial
   * sample are dropped.
   *
   * @param polar an image of at least two lines
   * @throws DataException if there is one line only, or nothing or too much to show
   */
  public static Image of(Image polar, PolarGeometry geometry) {
    if (polar.width() < 2) {
      throw new DataException(
          "Cannot scan-convert an image of %s: at least two lines are needed"
              .formatted(polar.size()));
    }
    return new ScanConversion(polar, geometry).convert();
  }

  private Image convert() {
    int dropped = (int) geometry.initialRadius();
    if (dropped >= columns || rows == 0) {
      throw new DataException(
          "Cannot scan-convert an image of %s: %s leaves nothing to show"
              .formatted(polar.size(), geometry));
    }
    float[] sector = new float[(columns - dropped) * rows];
    for (int column = dropped; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        sector[(column - dropped) * rows + row] =
            (float) echo(column - centreColumn, row - centreRow);
      }
    }
    return new Image(sector, columns - dropped, rows);
  }

  private double echo(int dx, int dy) {
    double radius = Math.sqrt((double) dx * dx + (double) dy * dy);
    double sample =
        (radius - geometry.initialRadius())
            * (polar.height() / (geometry.finalRadius() - geometry.initialRadius()));
    double line =
        turn(turn(Math.atan2(dy, dx)) - geometry.initialAngle())
            * (polar.width() / (geometry.finalAngle() - geometry.initialAngle()));
    if (outside(sample, polar.height()) || outside(line, polar.width())) {
      return 0;
    }
    return bilinear(sample, line);
  }

  /** The angle within [0, 2 pi). */
  private static double turn(double angle) {
    double rest = angle % (2 * Math.PI);
    return rest < 0 ? rest + 2 * Math.PI : rest;
  }

  private static boolean outside(double position, int side) {
    return position < -BORDER || position > side - 1 + BORDER;
  }

  private double bilinear(double sample, double line) {
    int row = (int) Math.floor(sample);
    int column = (int) Math.floor(line);
    double down = sample - row;
    double right = line - column;
    double upper = pixel(row, column) * (1 - right) + pixel(row, column + 1) * right;
    double lower = pixel(row + 1, column) * (1 - right) + pixel(row + 1, column + 1) * right;
    return upper * (1 - down) + lower * down;
  }

  private float pixel(int row, int column) {
    int y = Math.max(0, Math.min(polar.height() - 1, row));
    int x = Math.max(0, Math.min(polar.width() - 1, column));
    return polar.pixels()[y * polar.width() + x];
  }
}
