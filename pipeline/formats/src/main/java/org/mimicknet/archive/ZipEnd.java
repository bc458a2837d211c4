/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.util.OptionalLong;

/** The record at the end of a zip, which tells where its directory is; a comment may follow it. */
final class ZipEnd {
  private static final int BYTES = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final long IN_ZIP64 = 0xFFFFFFFFL;

  private ZipEnd() {}

  /** Whether there is one, with a directory right before it. */
  static boolean isIn(SeekableSource source) {
    long start = start(source);
    byte[] tail = tail(source);
    for (int at = tail.length - BYTES; at >= 0; at--) {
      if (isAt(tail, at)) {
        long directoryBytes = little(tail, at + 12, 4);
        long directory = start + at - directoryBytes;
        return directoryBytes == IN_ZIP64
            || (directory >= 0 && Heads.holds(source.readAt(directory, 4), 0, "PK\u0001\u0002"));
      }
    }
    return false;
  }

  /**
   * Where the record ends whose comment ends with the file: behind it there may be what looks like
   * another one.
   */
  static OptionalLong beforeComment(SeekableSource source) {
    byte[] tail = tail(source);
    for (int at = tail.length - BYTES; at >= 0; at--) {
      if (isAt(tail, at) && at + BYTES + little(tail, at + 20, 2) == tail.length) {
        return OptionalLong.of(start(source) + at + BYTES);
      }
    }
    return OptionalLong.empty();
  }

  /** A little-endian number. */
  static long little(byte[] bytes, int at, int count) {
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  private static boolean isAt(byte[] tail, int at) {
    return Heads.holds(tail, at, "PK\u0005\u0006");
  }

  private static long start(SeekableSource source) {
    return Math.max(0, source.sizeBytes() - BYTES - LONGEST_COMMENT);
  }

  private static byte[] tail(SeekableSource source) {
    return source.readAt(start(source), BYTES + LONGEST_COMMENT);
  }
}
