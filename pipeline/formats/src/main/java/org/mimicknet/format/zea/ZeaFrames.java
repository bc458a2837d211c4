/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.Arrays;
import java.util.Optional;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.SampleGrid;
import org.mimicknet.format.Samples;
import org.mimicknet.format.hdf5.Hdf5Array;
import org.mimicknet.format.hdf5.Hdf5Group;
import org.mimicknet.image.Image;

/** An array of frames: (frame, z, x), or (frame, z, x, channel). */
record ZeaFrames(String name, Hdf5Array array, int channels) {
  private static final int FRAME_DIMENSIONS = 3;

  /** IQ: complex numbers, or two channels. One channel is radio frequency, which is no frame. */
  static Optional<ZeaFrames> iq(Hdf5Group data, String name, ArchiveLimits limits)
      throws MemberException {
    return frames(data, name, limits)
        .filter(frames -> frames.array.isComplex() || frames.channels == 2);
  }

  /** Real numbers. */
  static Optional<ZeaFrames> real(Hdf5Group data, String name, ArchiveLimits limits)
      throws MemberException {
    Optional<ZeaFrames> frames = frames(data, name, limits);
    if (frames.isPresent() && (frames.get().array.isComplex() || frames.get().channels != 1)) {
      throw new MemberException(
          Reason.MISSING_DATA, name + " has several channels, but must be real");
    }
    return frames;
  }

  private static Optional<ZeaFrames> frames(Hdf5Group data, String name, ArchiveLimits limits)
      throws MemberException {
    Optional<Hdf5Array> array = data.array(name);
    if (array.isEmpty()) {
      return Optional.empty();
    }
    int[] shape = array.get().shape();
    boolean fits = shape.length == FRAME_DIMENSIONS || shape.length == FRAME_DIMENSIONS + 1;
    if (!fits || shape[0] == 0) {
      throw new MemberException(
          Reason.MISSING_DATA,
          "%s has the size %s, but must be frames x z x x".formatted(name, Arrays.toString(shape)));
    }
    int channels = shape.length == FRAME_DIMENSIONS ? 1 : shape[FRAME_DIMENSIONS];
    ZeaFrames frames = new ZeaFrames(name, array.get(), channels);
    SampleGrid.requireSize(name, frames.height(), frames.width(), limits);
    return Optional.of(frames);
  }

  int count() {
    return array.shape()[0];
  }

  int height() {
    return array.shape()[1];
  }

  int width() {
    return array.shape()[2];
  }

  long pixels() {
    return (long) height() * width();
  }

  /** Memory that reading a frame takes beside the file's. */
  long rowBytes() throws MemberException {
    return array.rowBytes();
  }

  Image magnitude(int frame) throws MemberException {
    Samples samples = array.row(frame);
    return SampleGrid.rowMajor(
            name, channels == 2 ? new Interleaved(samples) : samples, 0, height(), width())
        .magnitude();
  }

  Image values(int frame) throws MemberException {
    return SampleGrid.rowMajor(name, array.row(frame), 0, height(), width()).values();
  }

  @Override
  public String toString() {
    return "%s is %s frames x %s x %s".formatted(name, count(), height(), width());
  }

  /** Complex numbers whose parts lie side by side. */
  private record Interleaved(Samples parts) implements Samples {
    @Override
    public int size() {
      return parts.size() / 2;
    }

    @Override
    public double real(int index) {
      return parts.real(2 * index);
    }

    @Override
    public double imaginary(int index) {
      return parts.real(2 * index + 1);
    }
  }
}
