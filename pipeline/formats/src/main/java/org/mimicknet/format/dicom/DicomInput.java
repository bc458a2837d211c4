/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.zip.ZipException;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * The bytes of a file in order, which turns their end into {@code TRUNCATED}. It takes no more
 * memory than the file really has bytes, whatever a length claims.
 */
final class DicomInput {
  private final InputStream in;
  private ByteOrder order;
  private long position;

  DicomInput(InputStream in, ByteOrder order) {
    this.in = in;
    this.order = order;
  }

  InputStream stream() {
    return in;
  }

  ByteOrder order() {
    return order;
  }

  void order(ByteOrder newOrder) {
    order = newOrder;
  }

  long position() {
    return position;
  }

  /** The next {@code count} bytes. */
  byte[] bytes(int count) throws IOException, MemberException {
    byte[] bytes = upTo(count);
    if (bytes.length < count) {
      throw truncated(count, bytes.length);
    }
    return bytes;
  }

  /** The next {@code count} bytes, or fewer where the file ends. */
  byte[] upTo(int count) throws IOException, MemberException {
    try {
      byte[] bytes = in.readNBytes(count);
      position += bytes.length;
      return bytes;
    } catch (ZipException e) {
      throw new MemberException(
          Reason.MALFORMED, "Cannot inflate the data set at byte %s".formatted(position), e);
    } catch (EOFException e) {
      throw new MemberException(
          Reason.TRUNCATED, "The deflated data set ends after byte %s".formatted(position), e);
    }
  }

  /** The next {@code count} bytes, or fewer where the file ends, which stay to be read. */
  byte[] peek(int count) throws IOException, MemberException {
    long before = position;
    in.mark(count);
    byte[] bytes = upTo(count);
    in.reset();
    position = before;
    return bytes;
  }

  void skip(long count) throws IOException, MemberException {
    long rest = count;
    while (rest > 0) {
      int chunk = (int) Math.min(rest, 1 << 16);
      bytes(chunk);
      rest -= chunk;
    }
  }

  int u16(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    int second = bytes[at + 1] & 0xFF;
    return order == ByteOrder.LITTLE_ENDIAN ? second << 8 | first : first << 8 | second;
  }

  long u32(byte[] bytes, int at) {
    long first = u16(bytes, at);
    long second = u16(bytes, at + 2);
    return order == ByteOrder.LITTLE_ENDIAN ? second << 16 | first : first << 16 | second;
  }

  private MemberException truncated(long wanted, long found) {
    return new MemberException(
        Reason.TRUNCATED,
        "The file ends after byte %s: %s more were announced and %s are there"
            .formatted(position, wanted, found));
  }
}
