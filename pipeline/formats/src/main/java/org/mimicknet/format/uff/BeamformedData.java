/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.uff;

import java.util.Arrays;
import java.util.Optional;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.SampleGrid;
import org.mimicknet.format.Samples;
import org.mimicknet.format.ScanAxes;
import org.mimicknet.format.hdf5.Hdf5Array;
import org.mimicknet.format.hdf5.Hdf5Group;
import org.mimicknet.format.hdf5.Hdf5Node;
import org.mimicknet.image.Image;

/**
 * One {@code uff.beamformed_data}: its {@code data}, and the grid of its pixels. Complex data are a
 * group of {@code real} and {@code imag}, or one array of complex numbers. The frequency is that by
 * which the IQ was demodulated, in Hz.
 */
final class BeamformedData {
  private static final String NAME = "beamformed_data";

  private final FrameData real;
  private final FrameData imaginary;
  private final ScanGrid grid;
  private final FrameMetadata metadata;

  /** {@code imaginary} is null where {@code real} holds complex numbers, or the data are real. */
  private BeamformedData(
      FrameData real, FrameData imaginary, ScanGrid grid, FrameMetadata metadata) {
    this.real = real;
    this.imaginary = imaginary;
    this.grid = grid;
    this.metadata = metadata;
  }

  static BeamformedData of(Hdf5Group group, ArchiveLimits limits) throws MemberException {
    Hdf5Node data = group.child("data").orElse(null);
    Optional<Hdf5Array> real = Optional.empty();
    Optional<Hdf5Array> imaginary = Optional.empty();
    if (data instanceof Hdf5Array array) {
      real = Optional.of(array);
    } else if (data instanceof Hdf5Group parts) {
      real = parts.array("real");
      imaginary = parts.array("imag");
    }
    if (real.isEmpty()) {
      throw new MemberException(Reason.MISSING_DATA, NAME + " has no data");
    }
    int[] shape = real.get().shape();
    if (imaginary.isPresent() && !Arrays.equals(shape, imaginary.get().shape())) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "The parts of %s have different sizes: %s and %s"
              .formatted(NAME, Arrays.toString(shape), Arrays.toString(imaginary.get().shape())));
    }
    ScanAxes axes = ScanGrid.axes(group);
    SampleGrid.requireSize(NAME, axes.depth().count(), axes.lateral().count(), limits);
    FrameData first = FrameData.of(NAME, real.get(), axes.pixels());
    FrameData second =
        imaginary.isPresent() ? FrameData.of(NAME, imaginary.get(), axes.pixels()) : null;
    ScanGrid grid = ScanGrid.of(group, axes);
    return new BeamformedData(first, second, grid, metadata(group, grid));
  }

  boolean isComplex() {
    return imaginary != null || real.isComplex();
  }

  int count() {
    return real.count();
  }

  boolean isOfSameFrames(BeamformedData other) {
    return count() == other.count() && grid.axes().isNear(other.grid.axes());
  }

  FrameMetadata metadata() {
    return metadata;
  }

  long pixels() {
    return (long) grid.height() * grid.width();
  }

  /** Memory that reading a frame takes beside the file's. */
  long rowBytes() throws MemberException {
    return real.rowBytes() + (imaginary == null ? 0 : imaginary.rowBytes());
  }

  Image magnitude(int frame) throws MemberException {
    Samples first = real.frame(frame);
    return grid.of(NAME, imaginary == null ? first : pair(first, imaginary.frame(frame)))
        .magnitude();
  }

  Image values(int frame) throws MemberException {
    return grid.of(NAME, real.frame(frame)).values();
  }

  private static Samples pair(Samples re, Samples im) {
    return new Samples() {
      @Override
      public int size() {
        return re.size();
      }

      @Override
      public double real(int index) {
        return re.real(index);
      }

      @Override
      public double imaginary(int index) {
        return im.real(index);
      }
    };
  }

  private static FrameMetadata metadata(Hdf5Group group, ScanGrid grid) throws MemberException {
    FrameMetadata.Builder builder = FrameMetadata.builder().identifiers(Identifiers.PERSONAL);
    Optional<Hdf5Array> frequency = group.array("modulation_frequency");
    if (frequency.isPresent()) {
      Samples values = frequency.get().all();
      if (values.size() == 1 && Double.isFinite(values.real(0)) && values.real(0) > 0) {
        builder.frequencyHz(values.real(0));
      }
    }
    return grid.describe(builder).build();
  }
}
