/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

/** Samples in bytes. */
final class LittleEndian {
  private LittleEndian() {}

  /** Writes the lowest {@code width} bytes of {@code value}; returns where the next one goes. */
  static int put(byte[] bytes, int at, int value, int width) {
    for (int i = 0; i < width; i++) {
      bytes[at + i] = (byte) (value >> (8 * i));
    }
    return at + width;
  }

  /** Copies the highest bit that is stored of every sample to the bits above it. */
  static void extendSigns(byte[] bytes, FrameLayout layout) {
    int width = layout.bytesPerSample();
    int shift = Integer.SIZE - layout.bitsStored();
    if (width == 4 || layout.bitsStored() == layout.bitsAllocated()) {
      return;
    }
    for (int at = 0; at < bytes.length; at += width) {
      int value = bytes[at] & 0xFF;
      if (width == 2) {
        value |= bytes[at + 1] << 8;
      }
      put(bytes, at, value << shift >> shift, width);
    }
  }
}
