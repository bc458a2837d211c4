/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.util.OptionalInt;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameCost;
import org.mimicknet.format.dicom.codec.FrameLayout;

/**
 * How the frames of a file are laid out (PS3.3 section C.7.6.3), checked before any of them is
 * read.
 *
 * @param layout one decoded frame
 * @param planar whether an uncompressed frame has one plane per sample
 * @param frames frames that the file announces
 * @param highBit the highest bit of a value in its sample
 */
record PixelDescription(
    FrameLayout layout,
    Photometric photometric,
    SampleKind kind,
    boolean planar,
    int frames,
    int highBit) {
  /** Frames of a file. */
  static final int MAX_FRAMES = 100_000;

  private static final int MAX_SAMPLES = 4;

  /** Compressed bytes of a frame beyond twice its pixels: headers. */
  private static final int SLACK_BYTES = 1 << 20;

  /** The decoders' own numbers of four bytes a sample, several times. */
  private static final int DECODER_BYTES = 16;

  /** Bytes that come in pieces are there once more when these are joined. */
  private static final int JOINED = 2;

  /** What a sample is. */
  enum SampleKind {
    INTEGER,
    FLOAT
  }

  static PixelDescription of(DataSet dataSet, Element pixels, ArchiveLimits limits)
      throws MemberException {
    SampleKind kind = pixels.tag() == Tag.PIXELS ? SampleKind.INTEGER : SampleKind.FLOAT;
    int rows = required(dataSet, Tag.ROWS);
    int columns = required(dataSet, Tag.COLUMNS);
    int allocated = required(dataSet, Tag.BITS_ALLOCATED);
    int samples = dataSet.number(Tag.SAMPLES).orElse(1);
    int stored = dataSet.number(Tag.BITS_STORED).orElse(allocated);
    int frames = frames(dataSet);
    if ((long) rows * columns > limits.framePixels() || frames > MAX_FRAMES) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "%s frames of %s x %s pixels are claimed: at most %s frames of %s pixels are read"
              .formatted(frames, rows, columns, MAX_FRAMES, limits.framePixels()));
    }
    if (rows == 0
        || columns == 0
        || samples == 0
        || samples > MAX_SAMPLES
        || stored == 0
        || stored > allocated) {
      throw new MemberException(
          Reason.MALFORMED,
          "The pixels are said to be %s x %s x %s samples of %s in %s bits"
              .formatted(rows, columns, samples, stored, allocated));
    }
    boolean known =
        switch (allocated) {
          case 1, 8, 16 -> kind == SampleKind.INTEGER;
          case 32 -> true;
          case 64 -> kind == SampleKind.FLOAT;
          default -> false;
        };
    if (!known) {
      throw new MemberException(
          Reason.UNSUPPORTED_FORMAT, "Samples of %s bits are not supported".formatted(allocated));
    }
    boolean signed = dataSet.number(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
    int highBit = dataSet.number(Tag.HIGH_BIT).orElse(stored - 1);
    return new PixelDescription(
        new FrameLayout(rows, columns, samples, allocated, stored, signed),
        dataSet.text(Tag.PHOTOMETRIC).map(Photometric::of).orElse(byDefault(samples)),
        kind,
        dataSet.number(Tag.PLANAR).orElse(0) == 1,
        frames,
        highBit < stored - 1 || highBit >= allocated ? stored - 1 : highBit);
  }

  /** Whether pixels that are said to be grey have three samples: they are red, green, blue. */
  boolean hasColourOfGrey() {
    return layout.samples() == 3
        && (photometric == Photometric.MONOCHROME1 || photometric == Photometric.MONOCHROME2);
  }

  /** The same with another number of frames. */
  PixelDescription withFrames(int other) {
    return new PixelDescription(layout, photometric, kind, planar, other, highBit);
  }

  /** The most bytes that a compressed frame may take. */
  long mostCompressedBytes() {
    return 2 * layout.frameBytes() + SLACK_BYTES;
  }

  /** What a frame costs: of compressed ones the next fragment is read ahead. */
  FrameCost cost(boolean isCompressed) {
    long decoding =
        isCompressed
            ? (JOINED + 1) * mostCompressedBytes()
                + layout.frameBytes()
                + DECODER_BYTES * layout.sampleCount()
            : (JOINED + 1) * layout.frameBytes();
    return new FrameCost(layout.pixelCount(), 1, decoding, 0);
  }

  private static Photometric byDefault(int samples) {
    return samples == 1 ? Photometric.MONOCHROME2 : Photometric.RGB;
  }

  private static int frames(DataSet dataSet) throws MemberException {
    if (dataSet.text(Tag.FRAMES).isEmpty()) {
      return 1;
    }
    double frames = dataSet.decimal(Tag.FRAMES).orElse(-1.0);
    if (!(frames >= 0 && frames <= Integer.MAX_VALUE)) {
      throw new MemberException(Reason.MALFORMED, "%s is not a count".formatted(Tag.FRAMES));
    }
    return Math.max(1, (int) frames);
  }

  private static int required(DataSet dataSet, Tag tag) throws MemberException {
    OptionalInt value = dataSet.number(tag);
    if (value.isEmpty()) {
      throw new MemberException(
          Reason.MISSING_DATA, "The pixels cannot be read: %s is missing".formatted(tag));
    }
    return value.getAsInt();
  }
}
