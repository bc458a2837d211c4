/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * The basic offset table: where frames start, in bytes after the table. A table that names fewer
 * frames than are announced, only one, or not in their order, counts as missing. A frame that
 * starts where the next one does has no fragment.
 */
final class FrameOffsets {
  static final FrameOffsets NONE = new FrameOffsets(new long[0]);

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
    int count = bytes.length / 4;
    if (bytes.length % 4 != 0 || count < 2 || count < frames) {
      return NONE;
    }
    long[] offsets = new long[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = in.u32(bytes, 4 * i);
      if (i == 0 ? offsets[i] != 0 : offsets[i] < offsets[i - 1]) {
        return NONE;
      }
    }
    return offsets[count - 1] == 0 ? NONE : new FrameOffsets(offsets);
  }

  /** Frames that it names; 0 for a missing table. */
  int count() {
    return offsets.length;
  }

  /** Where {@code offset} is, as far as the table says, which is wrong once it was passed. */
  Place compare(int index, long offset) {
    if (index >= offsets.length || offset > offsets[index]) {
      return Place.UNKNOWN;
    }
    return offset == offsets[index] ? Place.START : Place.BEFORE;
  }
}
