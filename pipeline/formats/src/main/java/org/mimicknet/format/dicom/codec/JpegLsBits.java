/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * The entropy-coded bits of a JPEG-LS scan, in which a byte after 0xFF holds only seven bits (T.87
 * section A.1).
 */
final class JpegLsBits {
  private final byte[] bytes;
  private final int end;
  private int next;
  private long cache;
  private int cached;

  /** The bits from {@code start} to the next marker. */
  JpegLsBits(byte[] bytes, int start) {
    this.bytes = bytes;
    this.next = start;
    this.end = markerAfter(bytes, start);
  }

  /** Where the next marker is, or the end of the bytes. */
  static int markerAfter(byte[] bytes, int start) {
    for (int i = start; i + 1 < bytes.length; i++) {
      if (bytes[i] == -1 && bytes[i + 1] < 0) {
        return i;
      }
    }
    return bytes.length;
  }

  int end() {
    return end;
  }

  int bit() throws MemberException {
    return read(1);
  }

  /** {@code count} bits, 0 to 24, the first one highest. */
  int read(int count) throws MemberException {
    if (cached < count) {
      fill(count);
    }
    cached -= count;
    return (int) (cache >>> cached) & (1 << count) - 1;
  }

  /** Zeros before the next one, which is read too; at most {@code most}. */
  int zeros(int most) throws MemberException {
    int zeros = 0;
    while (true) {
      if (cached == 0) {
        fill(1);
      }
      long rest = cache & (1L << cached) - 1;
      int run = Long.numberOfLeadingZeros(rest) - (64 - cached);
      zeros += run;
      if (zeros > most) {
        throw new MemberException(
            Reason.MALFORMED,
            "Cannot decode JPEG-LS: a code of more than %s zeros".formatted(most));
      }
      if (run < cached) {
        cached -= run + 1;
        return zeros;
      }
      cached = 0;
    }
  }

  private void fill(int count) throws MemberException {
    while (cached <= 48 && next < end) {
      boolean stuffed = next > 0 && bytes[next - 1] == -1;
      int width = stuffed ? 7 : 8;
      cache = cache << width | (bytes[next++] & 0xFF);
      cached += width;
    }
    if (cached < count) {
      throw new MemberException(
          Reason.TRUNCATED, "Cannot decode JPEG-LS: a scan ends before its last sample");
    }
  }
}
