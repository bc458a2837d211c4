/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** A whole member in memory, for formats that must be read at any position. */
final class MemberBytes {
  private static final int FIRST_BYTES = 1 << 16;

  /** The longest array that every virtual machine gives. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private MemberBytes() {}

  /**
   * All bytes. The archive's word for their number saves copies, and is not trusted: memory grows
   * as it must, within what the task has.
   */
  static byte[] all(Member member, ArchiveLimits limits) throws IOException, MemberException {
    InputStream in = member.stream();
    long declared = member.declaredBytes().orElse(FIRST_BYTES);
    int most = (int) Math.min(limits.memberBytes(), LONGEST);
    int first = (int) Math.max(1, Math.min(declared, most));
    limits.requireMemory("The HDF5 file", first);
    byte[] bytes = new byte[first];
    int length = 0;
    while (true) {
      int read = in.readNBytes(bytes, length, bytes.length - length);
      length += read;
      if (length < bytes.length) {
        limits.requireMemory("The HDF5 file", (long) bytes.length + length);
        return Arrays.copyOf(bytes, length);
      }
      byte[] next = in.readNBytes(1);
      if (next.length == 0) {
        return bytes;
      }
      if (length == most) {
        throw new MemberException(
            Reason.LIMIT_EXCEEDED,
            "The HDF5 file is longer than %s bytes: it must fit into memory".formatted(most));
      }
      int grown = (int) Math.min(2L * length, most);
      limits.requireMemory("The HDF5 file", (long) length + grown);
      bytes = Arrays.copyOf(bytes, grown);
      bytes[length++] = next[0];
    }
  }
}
