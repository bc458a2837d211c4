/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * One channel of a palette written as segments (PS3.3 section C.7.9.2): runs of values, and lines
 * from the last value to another.
 */
final class SegmentedPalette {
  private static final int DISCRETE = 0;
  private static final int LINEAR = 1;

  private SegmentedPalette() {}

  /** The {@code entries} values of the channel {@code tag}. */
  static int[] expand(Tag tag, int[] words, int entries) throws MemberException {
    int[] values = new int[entries];
    int from = 0;
    int to = 0;
    while (to < entries) {
      require(from + 2 < words.length, tag, "ends after %s of %s colours".formatted(to, entries));
      int opcode = words[from];
      int length = words[from + 1];
      require(length <= entries - to, tag, "has more colours than %s".formatted(entries));
      from += 2;
      switch (opcode) {
        case DISCRETE -> {
          require(from + length <= words.length, tag, "ends within a segment");
          System.arraycopy(words, from, values, to, length);
          from += length;
        }
        case LINEAR -> {
          require(to > 0, tag, "starts with a line");
          int start = values[to - 1];
          int end = words[from++];
          for (int i = 1; i <= length; i++) {
            values[to + i - 1] = Math.round(start + (end - start) * (float) i / length);
          }
        }
        default ->
            throw new MemberException(
                Reason.UNSUPPORTED_FORMAT,
                "%s has a segment of kind %s: only runs and lines are supported"
                    .formatted(tag, opcode));
      }
      to += length;
    }
    return values;
  }

  private static void require(boolean holds, Tag tag, String what) throws MemberException {
    if (!holds) {
      throw new MemberException(Reason.MALFORMED, "%s %s".formatted(tag, what));
    }
  }
}
