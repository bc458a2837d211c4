/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

/**
 * A frame whose pixels have one sample where the data set says three, or the other way round: grey
 * in as many samples as the data set says.
 */
final class GreySamples {
  private GreySamples() {}

  /** Whether the one can be made from the other. */
  static boolean canReplace(int components, int samples) {
    return (components == 1 && samples == 3) || (components == 3 && samples == 1);
  }

  static DecodedFrame of(DecodedFrame decoded, FrameLayout layout) {
    byte[] from = decoded.samples();
    byte[] to = new byte[Math.toIntExact(layout.frameBytes())];
    int width = layout.bytesPerSample();
    boolean isYbr =
        decoded.colour() == StoredColour.YBR || decoded.colour() == StoredColour.ASSUMED_YBR;
    int count = Math.toIntExact(layout.pixelCount());
    for (int pixel = 0; pixel < count; pixel++) {
      if (layout.samples() == 3) {
        for (int sample = 0; sample < 3; sample++) {
          System.arraycopy(from, pixel * width, to, (3 * pixel + sample) * width, width);
        }
      } else if (isYbr) {
        System.arraycopy(from, 3 * pixel * width, to, pixel * width, width);
      } else {
        LittleEndian.put(to, pixel * width, luma(from, 3 * pixel * width, width), width);
      }
    }
    return new DecodedFrame(to, StoredColour.GREY);
  }

  /** Y of ITU-R BT.601, rounded. */
  private static int luma(byte[] samples, int at, int width) {
    double red = unsigned(samples, at, width);
    double green = unsigned(samples, at + width, width);
    double blue = unsigned(samples, at + 2 * width, width);
    return (int) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  }

  private static long unsigned(byte[] samples, int at, int width) {
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (samples[at + i] & 0xFF);
    }
    return value;
  }
}
