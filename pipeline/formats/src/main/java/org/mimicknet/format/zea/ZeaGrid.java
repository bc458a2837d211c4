/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.Arrays;
import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.Samples;
import org.mimicknet.format.ScanAxes;
import org.mimicknet.format.hdf5.Hdf5Array;
import org.mimicknet.format.hdf5.Hdf5Group;

/**
 * Where the pixels of frames lie: their {@code coordinates} x, y and z in metres, (z, x, 3) of all
 * frames or (frame, z, x, 3) of each. For a while there was an {@code extent} instead, whose
 * numbers only tell one grid from another.
 */
final class ZeaGrid {
  private static final int MOST_EXTENTS = 6;

  /** A grid is another one where a pixel is off by so much of the distance of two rows. */
  private static final double TOLERANCE = 1e-2;

  private final Hdf5Array positions;
  private final Samples shared;
  private final int height;
  private final int width;
  private final int count;

  /** {@code shared} is null where each of {@code count} frames has its own positions. */
  private ZeaGrid(Hdf5Array positions, Samples shared, int height, int width, int count) {
    this.positions = positions;
    this.shared = shared;
    this.height = height;
    this.width = width;
    this.count = count;
  }

  /**
   * The grid of frames of the group {@code map}; nothing where it does not tell.
   *
   * @throws MemberException if there are coordinates of other pixels
   */
  static Optional<ZeaGrid> of(Hdf5Group map, ZeaFrames frames) throws MemberException {
    Optional<Hdf5Array> coordinates = map.array("coordinates");
    if (coordinates.isEmpty()) {
      Optional<Hdf5Array> extent =
          map.array("extent").filter(array -> ZeaGrid.isExtent(array.shape()));
      return extent.isPresent()
          ? Optional.of(new ZeaGrid(extent.get(), extent.get().all(), 0, 0, 1))
          : Optional.empty();
    }
    Hdf5Array array = coordinates.get();
    int[] one = {frames.height(), frames.width(), ZeaAxes.PARTS};
    int[] each = {frames.count(), frames.height(), frames.width(), ZeaAxes.PARTS};
    boolean isShared = isOf(array.shape(), one);
    if ((!isShared && !isOf(array.shape(), each)) || array.isComplex()) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "%s, but its coordinates have the size %s"
              .formatted(frames, Arrays.toString(array.shape())));
    }
    return Optional.of(
        new ZeaGrid(
            array,
            isShared ? array.all() : null,
            frames.height(),
            frames.width(),
            isShared ? 1 : frames.count()));
  }

  /** Memory that reading the positions of a frame takes, where each has its own. */
  long rowBytes() throws MemberException {
    return shared == null ? positions.rowBytes() : 0;
  }

  /** Whether all frames lie as those of the other, of the same size, do. */
  boolean isSame(ZeaGrid other) throws MemberException {
    boolean isSame = height == other.height;
    for (int frame = 0; isSame && frame < Math.max(count, other.count); frame++) {
      isSame = isSame(at(frame), other.at(frame));
    }
    return isSame;
  }

  /** The axes of the grid; nothing where it is neither linear nor a sector, or moves. */
  Optional<ScanAxes> axes() throws MemberException {
    if (height == 0) {
      return Optional.empty();
    }
    Samples first = at(0);
    Optional<ScanAxes> axes = ZeaAxes.of(first, height, width);
    for (int frame = 1; axes.isPresent() && frame < count; frame++) {
      if (!isSame(first, at(frame))) {
        return Optional.empty();
      }
    }
    return axes;
  }

  private static boolean isExtent(int[] shape) {
    return shape.length == 1 && shape[0] <= MOST_EXTENTS;
  }

  /** Also with one y, (..., z, x, 1, 3). */
  private static boolean isOf(int[] shape, int[] expected) {
    int last = expected.length - 1;
    int[] slice = Arrays.copyOf(expected, expected.length + 1);
    slice[last] = 1;
    slice[last + 1] = expected[last];
    return Arrays.equals(shape, expected) || Arrays.equals(shape, slice);
  }

  private Samples at(int frame) throws MemberException {
    return shared == null ? positions.row(Math.min(frame, count - 1)) : shared;
  }

  private boolean isSame(Samples first, Samples second) {
    if (first.size() != second.size()) {
      return false;
    }
    double tolerance = height == 0 ? 0 : TOLERANCE * ZeaAxes.step(first, height, width);
    for (int i = 0; i < first.size(); i++) {
      double a = first.real(i);
      double b = second.real(i);
      boolean areNone = Double.isNaN(a) && Double.isNaN(b);
      if (!areNone && !(Math.abs(a - b) <= tolerance)) {
        return false;
      }
    }
    return true;
  }
}
