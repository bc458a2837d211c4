/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.dicom.PixelDescription.SampleKind;
import org.mimicknet.format.dicom.codec.DecodedFrame;
import org.mimicknet.format.dicom.codec.FrameLayout;
import org.mimicknet.format.dicom.codec.StoredColour;

/**
 * Brightness of a pixel in [0, 1], linear in what is stored. Grey values are scaled by the range of
 * their stored bits, so that all frames of a file compare; no display window is applied. Colours
 * become Y of ITU-R BT.601. Of the rescale only the sign of the slope counts: a positive one is
 * undone by the scaling.
 */
@FunctionalInterface
interface Luma {
  /** The luma of the pixel {@code index}, counted row by row. */
  float at(byte[] samples, int index);

  static Luma of(DataSet dataSet, PixelDescription pixels, DecodedFrame frame)
      throws MemberException {
    boolean negated = dataSet.decimal(Tag.RESCALE_SLOPE).orElse(1.0) < 0;
    if (pixels.kind() == SampleKind.FLOAT) {
      return real(pixels.layout(), frame.samples());
    }
    Photometric photometric = pixels.photometric();
    if (pixels.hasColourOfGrey()) {
      return colour(pixels.layout(), Photometric.RGB, frame.colour());
    }
    int wanted = photometric.samples();
    if (pixels.layout().samples() != wanted) {
      throw new MemberException(
          Reason.MALFORMED,
          "%s has %s samples a pixel, but %s are stored"
              .formatted(photometric, wanted, pixels.layout().samples()));
    }
    return switch (photometric) {
      case MONOCHROME1 -> grey(pixels, !negated);
      case MONOCHROME2 -> grey(pixels, negated);
      case PALETTE_COLOR -> Palette.of(dataSet, pixels);
      case OTHER ->
          throw new MemberException(
              Reason.UNSUPPORTED_FORMAT,
              "The photometric interpretation of the pixels is not supported: neither grey, palette,"
                  + " RGB nor YBR");
      default -> colour(pixels.layout(), photometric, frame.colour());
    };
  }

  private static Luma colour(FrameLayout layout, Photometric photometric, StoredColour stored) {
    int width = layout.bytesPerSample();
    float scale = 1f / ((1L << layout.bitsStored()) - 1);
    boolean rgb =
        switch (stored) {
          case RGB, GREY -> true;
          case YBR, ASSUMED_YBR -> false;
          case AS_DECLARED -> photometric.isRgbOnceDecoded();
        };
    if (rgb) {
      return (samples, index) -> {
        int at = 3 * index * width;
        float red = unsigned(samples, at, width);
        float green = unsigned(samples, at + width, width);
        float blue = unsigned(samples, at + 2 * width, width);
        return (0.299f * red + 0.587f * green + 0.114f * blue) * scale;
      };
    }
    if (photometric == Photometric.YBR_PARTIAL_422) {
      return (samples, index) ->
          Math.max(0, Math.min(1, (unsigned(samples, 3 * index * width, width) - 16) / 219f));
    }
    return (samples, index) -> unsigned(samples, 3 * index * width, width) * scale;
  }

  private static Luma grey(PixelDescription pixels, boolean inverted) {
    FrameLayout layout = pixels.layout();
    int width = layout.bytesPerSample();
    int stored = layout.bitsStored();
    int shift = pixels.highBit() + 1 - stored;
    long mask = (1L << stored) - 1;
    long offset = layout.signed() ? 1L << (stored - 1) : 0;
    return (samples, index) -> {
      long value = ((unsigned(samples, index * width, width) >> shift) & mask) ^ offset;
      float luma = (float) value / mask;
      return inverted ? 1 - luma : luma;
    };
  }

  /** Real numbers have no range of their own: that of the frame becomes [0, 1]. */
  private static Luma real(FrameLayout layout, byte[] frame) throws MemberException {
    int width = layout.bytesPerSample();
    if (layout.samples() != 1) {
      throw new MemberException(
          Reason.UNSUPPORTED_FORMAT,
          "Real numbers of %s samples a pixel are not supported".formatted(layout.samples()));
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int at = 0; at < frame.length; at += width) {
      double value = real(frame, at, width);
      if (!Double.isFinite(value)) {
        throw new MemberException(
            Reason.NON_FINITE, "Pixel %s of a frame is not finite".formatted(at / width));
      }
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double low = min;
    double range = max > min ? max - min : 1;
    return (samples, index) -> (float) ((real(samples, index * width, width) - low) / range);
  }

  private static double real(byte[] samples, int at, int width) {
    ByteBuffer in = ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN);
    return width == 4 ? in.getFloat(at) : in.getDouble(at);
  }

  /** The bits of a sample of 1, 2 or 4 bytes. */
  static long unsigned(byte[] samples, int at, int width) {
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = (value << 8) | (samples[at + i] & 0xFF);
    }
    return value;
  }
}
