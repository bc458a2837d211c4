/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

/**
 * Orders that pack better than that of the elements, undone: first the first byte of all elements,
 * then the second of all; or so with the bits.
 */
final class Shuffle {
  private Shuffle() {}

  /**
   * Bytes of elements of {@code size} bytes; what is left behind the last whole element is copied.
   *
   * @param at where {@code length} bytes are written to; they are read from the start
   */
  static void undoBytes(byte[] shuffled, byte[] out, int at, int length, int size) {
    int elements = length / size;
    for (int i = 0, from = 0; i < size; i++) {
      for (int j = 0, to = at + i; j < elements; j++, from++, to += size) {
        out[to] = shuffled[from];
      }
    }
    int whole = elements * size;
    System.arraycopy(shuffled, whole, out, at + whole, length - whole);
  }

  /**
   * Bits of so many elements of {@code size} bytes: a row for each bit, that of the first element
   * lowest.
   *
   * @param elements a multiple of eight
   */
  static void undoBits(byte[] shuffled, byte[] out, int at, int elements, int size) {
    int rowBytes = elements / 8;
    for (int i = 0; i < size; i++) {
      int row = i * 8 * rowBytes;
      for (int j = 0; j < rowBytes; j++) {
        long bits = 0;
        for (int k = 0, from = row + j; k < 8; k++, from += rowBytes) {
          bits |= (shuffled[from] & 0xFFL) << (8 * k);
        }
        bits = transposed(bits);
        for (int k = 0, to = at + 8 * j * size + i; k < 8; k++, to += size) {
          out[to] = (byte) (bits >>> (8 * k));
        }
      }
    }
  }

  /** Rows and columns of eight by eight bits exchanged: in 2 x 2, then 4 x 4, then all of them. */
  private static long transposed(long bits) {
    long x = bits;
    x = exchanged(x, 7, 0x00AA00AA00AA00AAL);
    x = exchanged(x, 14, 0x0000CCCC0000CCCCL);
    return exchanged(x, 28, 0x00000000F0F0F0F0L);
  }

  private static long exchanged(long bits, int distance, long which) {
    long differing = (bits ^ bits >>> distance) & which;
    return bits ^ differing ^ differing << distance;
  }
}
