/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

/**
 * Unpacks BloscLZ, the compressor of Blosc 1 that descends from FastLZ: literal runs (0 to 31: that
 * many bytes and one more; the first byte always starts one) and references: three bits of length,
 * seven standing for further bytes up to one that is not 255, and 13 bits of distance, all ones
 * standing for 16 more.
 */
final class BloscLz {
  private static final int LONGEST_LITERAL = 32;
  private static final int LITERAL_BITS = 0x1F;
  private static final int LONG_REFERENCE = 7;
  private static final int FAR = 0x1FFF;

  private BloscLz() {}

  /**
   * @return how many bytes came out
   * @throws IndexOutOfBoundsException if the bytes are damaged, or do not fit into {@code room}
   */
  static int unpack(byte[] packed, int from, int length, byte[] out, int start, int room) {
    int end = from + length;
    int in = from;
    int at = start;
    int control = packed[in++] & LITERAL_BITS;
    while (true) {
      if (control < LONGEST_LITERAL) {
        requireRoom(control + 1, Math.min(end - in, start + room - at));
        System.arraycopy(packed, in, out, at, control + 1);
        in += control + 1;
        at += control + 1;
      } else {
        int count = control >> 5;
        if (count == LONG_REFERENCE) {
          int more;
          do {
            more = packed[in++] & 0xFF;
            count += more;
            requireRoom(count, room);
          } while (more == 0xFF);
        }
        count += 2;
        int distance = (control & LITERAL_BITS) << 8 | (packed[in++] & 0xFF);
        if (distance == FAR) {
          distance += (packed[in++] & 0xFF) << 8 | (packed[in++] & 0xFF);
        }
        requireRoom(count, start + room - at);
        requireRoom(distance + 1, at - start);
        for (int last = at + count; at < last; at++) {
          out[at] = out[at - distance - 1];
        }
      }
      if (in >= end) {
        return at - start;
      }
      control = packed[in++] & 0xFF;
    }
  }

  private static void requireRoom(int count, int room) {
    if (count > room) {
      throw new IndexOutOfBoundsException("A run leaves its block");
    }
  }
}
