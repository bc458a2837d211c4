/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.Arrays;

/** The first bytes of a stream, looked at and given back. */
final class Heads {
  /** Covers the magic of a tar (at 257) and of an HDF5 file with a user block (at 512). */
  static final int BYTES = 1024;

  private Heads() {}

  /** Up to {@link #BYTES} bytes; the stream must have been made to push back as many. */
  static byte[] peek(PushbackInputStream in) throws IOException {
    byte[] head = new byte[BYTES];
    int length = 0;
    try {
      while (length < BYTES) {
        int read = in.read(head, length, BYTES - length);
        if (read < 0) {
          break;
        }
        length += read;
      }
    } catch (IOException e) {
      if (length == 0) {
        throw e;
      }
    }
    in.unread(head, 0, length);
    return Arrays.copyOf(head, length);
  }

  /**
   * Whether a head holds, from {@code offset} on, the bytes that are the chars of {@code magic}.
   */
  static boolean holds(byte[] head, int offset, String magic) {
    if (head.length < offset + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((head[offset + i] & 0xFF) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
