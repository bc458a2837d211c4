/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The Fletcher-32 checksum at the end of a chunk (HDF5 File Format Specification): sums of 16-bit
 * big-endian words, an odd last byte being the high half of a word; stored little-endian.
 */
final class Fletcher32 {
  static final int BYTES = 4;

  /** So many words fit before a sum of 32 bits must be folded. */
  private static final int WORDS_PER_FOLD = 360;

  private Fletcher32() {}

  /** Whether the last four bytes are the checksum of the others. */
  static boolean fits(byte[] bytes) {
    if (bytes.length < BYTES) {
      return false;
    }
    int length = bytes.length - BYTES;
    int stored = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
    return stored == of(bytes, length);
  }

  private static int of(byte[] bytes, int length) {
    long first = 0;
    long second = 0;
    for (int i = 0, words = 0; i < length; i += 2) {
      int low = i + 1 < length ? bytes[i + 1] & 0xFF : 0;
      first += (bytes[i] & 0xFF) << 8 | low;
      second += first;
      if (++words == WORDS_PER_FOLD) {
        first = folded(first);
        second = folded(second);
        words = 0;
      }
    }
    first = folded(folded(first));
    second = folded(folded(second));
    return (int) (second << 16 | first);
  }

  private static long folded(long sum) {
    return (sum & 0xFFFF) + (sum >>> 16);
  }
}
