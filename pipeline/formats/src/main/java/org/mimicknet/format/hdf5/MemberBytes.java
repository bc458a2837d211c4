/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** A whole member in memory, for formats that must be read at any position. */
final class MemberBytes {
  private static final int FIRST_BYTES = 1 << 16;

  /** The longest array that every virtual machine gives. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private MemberBytes() {}

  /** All bytes; memory grows with what is really read. */
  static byte[] all(InputStream in, long mostBytes) throws IOException, MemberException {
    int most = (int) Math.min(mostBytes, LONGEST);
    byte[] bytes = new byte[Math.min(FIRST_BYTES, most)];
    int length = 0;
    while (true) {
      int read = in.readNBytes(bytes, length, bytes.length - length);
      length += read;
      if (length < bytes.length) {
        return Arrays.copyOf(bytes, length);
      }
      if (length == most) {
        if (in.read() < 0) {
          return bytes;
        }
        throw new MemberException(
            Reason.LIMIT_EXCEEDED,
            "The HDF5 file is longer than %d bytes: it must fit into memory".formatted(most));
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, most));
    }
  }
}
