/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.uff;

import java.util.Arrays;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.Samples;
import org.mimicknet.format.hdf5.Hdf5Array;

/**
 * One value for each pixel of each frame. In a file of MATLAB the pixels are the last dimension of
 * (frame, wave, channel, pixel), and the first of these are absent where they are one: MATLAB drops
 * them. A file written from Python has them the other way round, (pixel, channel, wave, frame). The
 * pixels tell which it is; where both fit, it is MATLAB's.
 */
final class FrameData {
  private static final int DIMENSIONS = 4;

  private final Hdf5Array array;
  private final int pixels;
  private final int count;
  private final boolean pixelsFirst;

  /** All numbers, where those of a frame do not lie together. */
  private final Samples all;

  private FrameData(Hdf5Array array, int pixels, int count, boolean pixelsFirst)
      throws MemberException {
    this.array = array;
    this.pixels = pixels;
    this.count = count;
    this.pixelsFirst = pixelsFirst;
    this.all = pixelsFirst || array.shape().length == 1 ? array.all() : null;
  }

  /**
   * The data of a scan of so many pixels.
   *
   * @throws MemberException if they are of another size, or of several waves or channels
   */
  static FrameData of(String name, Hdf5Array array, int pixels) throws MemberException {
    int[] shape = array.shape();
    int rank = shape.length;
    int[] matlab = new int[DIMENSIONS];
    int[] python = new int[DIMENSIONS];
    Arrays.fill(matlab, 1);
    Arrays.fill(python, 1);
    if (rank > 0 && rank <= DIMENSIONS) {
      System.arraycopy(shape, 0, matlab, DIMENSIONS - rank, rank);
      System.arraycopy(shape, 0, python, 0, rank);
    }
    boolean pixelsLast = matlab[DIMENSIONS - 1] == pixels;
    boolean pixelsFirst = !pixelsLast && python[0] == pixels;
    int[] fitting = pixelsFirst ? python : matlab;
    int frames = fitting[pixelsFirst ? DIMENSIONS - 1 : 0];
    if (rank == 0 || rank > DIMENSIONS || fitting[1] != 1 || fitting[2] != 1 || frames == 0) {
      throw new MemberException(
          Reason.MISSING_DATA,
          "%s has the size %s, but must be frames x 1 wave x 1 channel x pixels: nothing here"
                  .formatted(name, Arrays.toString(shape))
              + " compounds waves or channels");
    }
    if (!pixelsLast && !pixelsFirst) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "The scan of the UFF file has %s pixels, but %s has the size %s"
              .formatted(pixels, name, Arrays.toString(shape)));
    }
    return new FrameData(array, pixels, frames, pixelsFirst);
  }

  int count() {
    return count;
  }

  boolean isComplex() {
    return array.isComplex();
  }

  /** Memory that reading a frame takes beside what is held. */
  long rowBytes() throws MemberException {
    return all == null ? array.rowBytes() : 0;
  }

  Samples frame(int frame) throws MemberException {
    if (all == null) {
      return array.row(frame);
    }
    return pixelsFirst ? new Strided(all, pixels, frame, count) : all;
  }

  /** Every so many numbers, from one on. */
  private record Strided(Samples numbers, int size, int first, int stride) implements Samples {
    @Override
    public double real(int index) {
      return numbers.real(first + index * stride);
    }

    @Override
    public double imaginary(int index) {
      return numbers.imaginary(first + index * stride);
    }
  }
}
