/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * The basic offset table: where frames start, in bytes after the table. A table that does not name
 * every frame in rising order counts as missing.
 */
final class FrameOffsets {
  private static final int MAX_BYTES = 1 << 20;

  /** A place beside the start of a frame. */
  enum Place {
    BEFORE,
    START,
    UNKNOWN
  }

  private final long[] offsets;

  private FrameOffsets(long[] offsets) {
    this.offsets = offsets;
  }

  static FrameOffsets read(DicomInput in, long length, int frames)
      throws IOException, MemberException {
    if (length > MAX_BYTES) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "The offset table claims %s bytes: at most %s are read".formatted(length, MAX_BYTES));
    }
    byte[] bytes = in.bytes((int) length);
    if (bytes.length != 4L * frames) {
      return new FrameOffsets(new long[0]);
    }
    long[] offsets = new long[frames];
    for (int i = 0; i < frames; i++) {
      offsets[i] = in.u32(bytes, 4 * i);
      if (i == 0 ? offsets[i] != 0 : offsets[i] <= offsets[i - 1]) {
        return new FrameOffsets(new long[0]);
      }
    }
    return new FrameOffsets(offsets);
  }

  /** Where {@code offset} is, as far as the table says, which is wrong once it was passed. */
  Place compare(int index, long offset) {
    if (index >= offsets.length || offset > offsets[index]) {
      return Place.UNKNOWN;
    }
    return offset == offsets[index] ? Place.START : Place.BEFORE;
  }
}
