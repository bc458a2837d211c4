/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.uff;

import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.SampleGrid;
import org.mimicknet.format.Samples;
import org.mimicknet.format.ScanAxes;
import org.mimicknet.format.ScanAxis;
import org.mimicknet.format.hdf5.Hdf5Array;
import org.mimicknet.format.hdf5.Hdf5Group;

/**
 * The pixels of a {@code scan} as rows (depth) and columns (lines). Their order in the data is that
 * of {@code scan/x} and {@code scan/z}, in metres, which must all lie where the axes say: those of
 * a {@code uff.linear_scan} (x, z) or a {@code uff.sector_scan} (azimuth in radians from the z
 * axis, depth from its origin). Where a file of a linear scan leaves them out, they lie line by
 * line, each from above: so USTB and pyuff compute them. Of a sector these two differ, and it is
 * refused.
 */
record ScanGrid(ScanAxes axes, boolean depthFirst) {
  /** Coordinates are float32 in most files. */
  private static final double TOLERANCE = 1e-2;

  /** The axes of the scan of {@code data}. */
  static ScanAxes axes(Hdf5Group data) throws MemberException {
    Hdf5Group scan = data.group("scan").orElseThrow(() -> missing("no scan"));
    String type = scan.attribute("class").orElse("");
    boolean sector = type.equals("uff.sector_scan");
    if (!sector && !type.equals("uff.linear_scan")) {
      throw missing("neither a uff.linear_scan nor a uff.sector_scan");
    }
    ScanAxis depth = axis(scan, sector ? "depth_axis" : "z_axis");
    ScanAxis lateral = axis(scan, sector ? "azimuth_axis" : "x_axis");
    return new ScanAxes(sector ? ScanAxes.Kind.SECTOR : ScanAxes.Kind.LINEAR, depth, lateral);
  }

  /** The pixels of the scan of {@code data}, whose axes are {@code axes}. */
  static ScanGrid of(Hdf5Group data, ScanAxes axes) throws MemberException {
    Hdf5Group scan = data.group("scan").orElseThrow(() -> missing("no scan"));
    boolean hasPositions = scan.array("x").isPresent() || scan.array("z").isPresent();
    if (axes.kind() == ScanAxes.Kind.LINEAR && !hasPositions) {
      return new ScanGrid(axes, true);
    }
    int pixels = axes.pixels();
    Samples x = numbers(scan, "x");
    Samples z = numbers(scan, "z");
    if (x.size() != pixels || z.size() != pixels) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "The UFF file has %s pixels at %s and %s coordinates"
              .formatted(pixels, x.size(), z.size()));
    }
    for (boolean depthFirst : new boolean[] {true, false}) {
      ScanGrid grid = new ScanGrid(axes, depthFirst);
      if (grid.fits(x, z, origin(scan))) {
        return grid;
      }
    }
    throw new MemberException(
        Reason.MALFORMED, "The pixels of the UFF file do not lie where the axes of its scan say");
  }

  int height() {
    return axes.depth().count();
  }

  int width() {
    return axes.lateral().count();
  }

  SampleGrid of(String name, Samples samples) {
    return depthFirst
        ? SampleGrid.columnMajor(name, samples, 0, height(), width())
        : SampleGrid.rowMajor(name, samples, 0, height(), width());
  }

  /** The geometry of the grid, as far as its axes are even. */
  FrameMetadata.Builder describe(FrameMetadata.Builder builder) {
    return axes.describe(builder);
  }

  private boolean fits(Samples x, Samples z, double[] origin) {
    boolean sector = axes.kind() == ScanAxes.Kind.SECTOR;
    double tolerance = TOLERANCE * axes.depth().step();
    for (int column = 0; column < width(); column++) {
      double side = axes.lateral().at(column);
      for (int row = 0; row < height(); row++) {
        double deep = axes.depth().at(row);
        int at = depthFirst ? column * height() + row : row * width() + column;
        double expectedX = sector ? origin[0] + deep * Math.sin(side) : side;
        double expectedZ = sector ? origin[1] + deep * Math.cos(side) : deep;
        if (!(Math.abs(x.real(at) - expectedX) <= tolerance
            && Math.abs(z.real(at) - expectedZ) <= tolerance)) {
          return false;
        }
      }
    }
    return true;
  }

  /** x and z of the {@code uff.point} at which a sector starts: by distance and azimuth. */
  private static double[] origin(Hdf5Group scan) throws MemberException {
    Optional<Hdf5Group> point = scan.group("origin").or(() -> scan.group("apex"));
    if (point.isEmpty()) {
      return new double[2];
    }
    double distance = number(point.get(), "distance");
    double azimuth = number(point.get(), "azimuth");
    double elevation = number(point.get(), "elevation");
    return new double[] {
      distance * Math.sin(azimuth) * Math.cos(elevation),
      distance * Math.cos(azimuth) * Math.cos(elevation)
    };
  }

  private static double number(Hdf5Group group, String name) throws MemberException {
    Optional<Hdf5Array> array = group.array(name);
    if (array.isEmpty()) {
      return 0;
    }
    Samples values = array.get().all();
    return values.size() == 0 ? 0 : values.real(0);
  }

  private static ScanAxis axis(Hdf5Group scan, String name) throws MemberException {
    Samples values = numbers(scan, name);
    if (values.size() == 0) {
      throw missing("an axis without values");
    }
    double[] all = new double[values.size()];
    values.reals(0, all);
    return ScanAxis.of(all);
  }

  private static Samples numbers(Hdf5Group scan, String name) throws MemberException {
    return scan.array(name).orElseThrow(() -> missing("no " + name)).all();
  }

  private static MemberException missing(String what) {
    return new MemberException(
        Reason.MISSING_DATA,
        "The order of the pixels cannot be told: the scan of the UFF file is or has " + what);
  }
}
