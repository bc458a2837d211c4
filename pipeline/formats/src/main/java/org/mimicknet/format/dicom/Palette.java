/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.dicom.codec.FrameLayout;

/** The luma of each colour of a palette (PS3.3 section C.7.6.3.1.5). */
final class Palette implements Luma {
  private static final int MAX_ENTRIES = 1 << 16;

  private final float[] luma;
  private final int first;
  private final int width;
  private final int signShift;

  private Palette(float[] luma, int first, FrameLayout layout) {
    this.luma = luma;
    this.first = first;
    this.width = layout.bytesPerSample();
    this.signShift = layout.signed() ? Integer.SIZE - layout.bitsAllocated() : 0;
  }

  static Palette of(DataSet dataSet, PixelDescription pixels) throws MemberException {
    FrameLayout layout = pixels.layout();
    int[] descriptor = dataSet.numbers(Tag.RED_DESCRIPTOR);
    if (descriptor.length != 3 || layout.bitsAllocated() > 16) {
      throw new MemberException(
          Reason.MISSING_DATA,
          "The palette of the pixels cannot be read: %s is missing, or samples have %s bits"
              .formatted(Tag.RED_DESCRIPTOR, layout.bitsAllocated()));
    }
    int entries = descriptor[0] == 0 ? MAX_ENTRIES : descriptor[0];
    int first = layout.signed() ? (short) descriptor[1] : descriptor[1];
    int[] red = channel(dataSet, Tag.RED_PALETTE, Tag.RED_SEGMENTS, entries);
    int[] green = channel(dataSet, Tag.GREEN_PALETTE, Tag.GREEN_SEGMENTS, entries);
    int[] blue = channel(dataSet, Tag.BLUE_PALETTE, Tag.BLUE_SEGMENTS, entries);
    // Some files fill 16-bit palettes with values of 8 bits.
    int highest = Math.max(highest(red), Math.max(highest(green), highest(blue)));
    float scale = highest > 255 ? 1 / 65535f : 1 / 255f;
    float[] luma = new float[entries];
    for (int i = 0; i < entries; i++) {
      luma[i] = (0.299f * red[i] + 0.587f * green[i] + 0.114f * blue[i]) * scale;
    }
    return new Palette(luma, first, layout);
  }

  @Override
  public float at(byte[] samples, int index) {
    int value = (int) Luma.unsigned(samples, index * width, width) << signShift >> signShift;
    return luma[Math.max(0, Math.min(luma.length - 1, value - first))];
  }

  /** Entries take a word each, or a byte each, two in a word. */
  private static int[] channel(DataSet dataSet, Tag tag, Tag segments, int entries)
      throws MemberException {
    int[] words = dataSet.numbers(tag);
    int[] segmented = dataSet.numbers(segments);
    if (words.length == 0 && segmented.length > 0) {
      return SegmentedPalette.expand(segments, segmented, entries);
    }
    if (words.length >= entries) {
      return words;
    }
    if (2 * words.length < entries) {
      throw new MemberException(
          Reason.MISSING_DATA,
          "%s holds %s words, too few for the %s colours of the palette"
              .formatted(tag, words.length, entries));
    }
    int[] bytes = new int[2 * words.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (words[i / 2] >> (8 * (i % 2))) & 0xFF;
    }
    return bytes;
  }

  private static int highest(int[] values) {
    int highest = 0;
    for (int value : values) {
      highest = Math.max(highest, value);
    }
    return highest;
  }
}
