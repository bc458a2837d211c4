/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.uff;

import java.util.Map;
import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.SampleGrid;
import org.mimicknet.format.Samples;
import org.mimicknet.format.hdf5.Hdf5Array;
import org.mimicknet.format.hdf5.Hdf5Group;

/**
 * The pixels of a {@code scan} as rows (depth) and columns (lines). Their order in the data is that
 * of {@code scan/x} and {@code scan/z}, in metres, which must all lie where the axes say: those of
 * a {@code uff.linear_scan} (x, z) or a {@code uff.sector_scan} (azimuth in radians from the z
 * axis, depth from its origin).
 */
record ScanGrid(boolean sector, Axis depth, Axis lateral, boolean depthFirst) {
  /** Coordinates are float32 in most files. */
  private static final double TOLERANCE = 1e-2;

  static ScanGrid of(Hdf5Group data, int pixels) throws MemberException {
    Hdf5Group scan = data.group("scan").orElseThrow(() -> missing("no scan"));
    String type = scan.attribute("class").orElse("");
    boolean sector = type.equals("uff.sector_scan");
    if (!sector && !type.equals("uff.linear_scan")) {
      throw missing("neither a uff.linear_scan nor a uff.sector_scan");
    }
    Axis depth = Axis.of(numbers(scan, sector ? "depth_axis" : "z_axis"));
    Axis lateral = Axis.of(numbers(scan, sector ? "azimuth_axis" : "x_axis"));
    if ((long) depth.count() * lateral.count() != pixels) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "The scan of the UFF file has %s x %s pixels, but its data have %s"
              .formatted(depth.count(), lateral.count(), pixels));
    }
    Samples x = numbers(scan, "x");
    Samples z = numbers(scan, "z");
    if (x.size() != pixels || z.size() != pixels) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "The UFF file has %s pixels at %s and %s coordinates"
              .formatted(pixels, x.size(), z.size()));
    }
    for (boolean depthFirst : new boolean[] {true, false}) {
      ScanGrid grid = new ScanGrid(sector, depth, lateral, depthFirst);
      if (grid.fits(x, z, origin(scan))) {
        return grid;
      }
    }
    throw new MemberException(
        Reason.MALFORMED, "The pixels of the UFF file do not lie where the axes of its scan say");
  }

  int height() {
    return depth.count();
  }

  int width() {
    return lateral.count();
  }

  SampleGrid of(String name, Samples samples) {
    return depthFirst
        ? SampleGrid.columnMajor(name, samples, 0, height(), width())
        : SampleGrid.rowMajor(name, samples, 0, height(), width());
  }

  /** Radii are in samples, angles in radians, as in the MimickNet layout; else spacings in m. */
  FrameMetadata.Builder describe(FrameMetadata.Builder builder) {
    Optional<Double> axial = depth.spacing();
    if (sector && axial.isPresent() && lateral.spacing().isPresent()) {
      double initial = depth.values().real(0) / axial.get();
      builder
          .initialRadius(initial)
          .finalRadius(initial + height())
          .initialAngle(lateral.values().real(0))
          .finalAngle(lateral.values().real(width() - 1));
    }
    if (!sector && axial.isPresent() && lateral.spacing().isPresent()) {
      return builder.extra(
          Map.of(
              "axial_spacing_m", Double.toString(axial.get()),
              "lateral_spacing_m", Double.toString(lateral.spacing().get())));
    }
    return axial.isPresent()
        ? builder.extra(Map.of("axial_spacing_m", Double.toString(axial.get())))
        : builder;
  }

  private boolean fits(Samples x, Samples z, double[] origin) {
    double tolerance = TOLERANCE * depth.step();
    for (int column = 0; column < width(); column++) {
      double side = lateral.values().real(column);
      for (int row = 0; row < height(); row++) {
        double deep = depth.values().real(row);
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

  private static Samples numbers(Hdf5Group scan, String name) throws MemberException {
    return scan.array(name).orElseThrow(() -> missing("no " + name)).all();
  }

  private static MemberException missing(String what) {
    return new MemberException(
        Reason.MISSING_DATA,
        "The order of the pixels cannot be told: the scan of the UFF file is or has " + what);
  }

  /** The coordinates of rows or columns. */
  record Axis(Samples values) {
    private static final double EVEN = 1e-3;

    static Axis of(Samples values) throws MemberException {
      if (values.size() == 0) {
        throw missing("an axis without values");
      }
      return new Axis(values);
    }

    int count() {
      return values.size();
    }

    /** The mean distance of two neighbours; of a single value, the value. */
    double step() {
      int last = count() - 1;
      return Math.abs(last == 0 ? values.real(0) : (values.real(last) - values.real(0)) / last);
    }

    /** The distance of two neighbours, where it is the same everywhere. */
    Optional<Double> spacing() {
      double step = step();
      for (int i = 1; i < count(); i++) {
        if (!(Math.abs(Math.abs(values.real(i) - values.real(i - 1)) - step) <= EVEN * step)) {
          return Optional.empty();
        }
      }
      return count() > 1 && step > 0 ? Optional.of(step) : Optional.empty();
    }
  }
}
