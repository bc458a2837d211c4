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
import org.mimicknet.format.hdf5.Hdf5Node;
import org.mimicknet.image.Image;

/**
 * Frames: (frame, z, x), or (frame, z, x, channel), or with one y before the channels. They are an
 * array, or since zea 0.1 a group of {@code values} and where its pixels lie.
 *
 * @param grid where the pixels lie; null where the file does not say
 * @param unit what the numbers of an image mean
 */
record ZeaFrames(String name, Hdf5Array array, int channels, ZeaGrid grid, ZeaUnit unit) {
  private static final int FRAME_DIMENSIONS = 3;

  /** IQ: complex numbers, or two channels. One channel is radio frequency, which is no frame. */
  static Optional<ZeaFrames> iq(Hdf5Group data, String name, ArchiveLimits limits)
      throws MemberException {
    return frames(data, name, 2, limits)
        .filter(frames -> frames.array.isComplex() || frames.channels == 2);
  }

  /** Real numbers. */
  static Optional<ZeaFrames> real(Hdf5Group data, String name, ArchiveLimits limits)
      throws MemberException {
    Optional<ZeaFrames> frames = frames(data, name, 1, limits);
    if (frames.isPresent() && frames.get().array.isComplex()) {
      throw new MemberException(Reason.MISSING_DATA, name + " is complex, but must be real");
    }
    return frames;
  }

  private static Optional<ZeaFrames> frames(
      Hdf5Group data, String name, int mostChannels, ArchiveLimits limits) throws MemberException {
    Hdf5Node node = data.child(name).orElse(null);
    if (node instanceof Hdf5Array array) {
      return Optional.of(of(name, array, mostChannels, limits));
    }
    if (!(node instanceof Hdf5Group map)) {
      return Optional.empty();
    }
    Optional<Hdf5Array> values = map.array("values").or(() -> map.array("pixels"));
    if (values.isEmpty()) {
      return Optional.empty();
    }
    ZeaFrames frames = of(name, values.get(), mostChannels, limits);
    return Optional.of(
        new ZeaFrames(
            name,
            values.get(),
            frames.channels,
            ZeaGrid.of(map, frames).orElse(null),
            ZeaUnit.of(map, values.get())));
  }

  private static ZeaFrames of(String name, Hdf5Array array, int mostChannels, ArchiveLimits limits)
      throws MemberException {
    int[] shape = array.shape();
    int more = shape.length - FRAME_DIMENSIONS;
    boolean isVolume = more == 2 && shape[FRAME_DIMENSIONS] != 1;
    int channels = more <= 0 ? 1 : shape[shape.length - 1];
    int most = array.isComplex() ? 1 : mostChannels;
    if (more < 0 || more > 2 || isVolume || channels < 1 || channels > most || shape[0] == 0) {
      throw new MemberException(
          Reason.MISSING_DATA,
          "%s has the size %s, but must be frames x z x x: volumes are not read"
              .formatted(name, Arrays.toString(shape)));
    }
    ZeaFrames frames = new ZeaFrames(name, array, channels, null, ZeaUnit.AS_IS);
    SampleGrid.requireSize(name, frames.height(), frames.width(), limits);
    return frames;
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

  boolean isOfSameSize(ZeaFrames other) {
    return height() == other.height() && width() == other.width();
  }

  /** Memory that reading a frame takes beside the file's. */
  long rowBytes() throws MemberException {
    return array.rowBytes() + (grid == null ? 0 : grid.rowBytes());
  }

  /** The magnitude of IQ; of an envelope, its values. */
  Image magnitude(int frame) throws MemberException {
    Samples samples = array.row(frame);
    return SampleGrid.rowMajor(
            name, channels == 2 ? new Interleaved(samples) : samples, 0, height(), width())
        .magnitude();
  }

  /** Values of an image, in which minus infinity is as dark as the darkest pixel beside it. */
  Image image(int frame) throws MemberException {
    Samples samples = unit.of(array.row(frame));
    return SampleGrid.rowMajor(name, samples, 0, height(), width()).values();
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
