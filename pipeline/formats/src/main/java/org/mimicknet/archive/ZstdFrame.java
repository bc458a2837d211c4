/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of one frame of Zstandard (RFC 8878), packed as they are: found by its headers, so that
 * what follows is left where it is. zstd's own stream reads ahead, and takes a second frame that is
 * cut for a whole one.
 */
final class ZstdFrame extends InputStream {
  private static final int MAGIC_BYTES = 4;
  private static final int CHECKSUM_BYTES = 4;
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
  private static final int[] SIZE_BYTES = {0, 2, 4, 8};
  private static final int REPEATED_BYTE = 1;

  private final DataInputStream in;
  private final boolean hasChecksum;
  private byte[] header;
  private int given;
  private long left;
  private boolean isLast;

  /** A frame that starts where {@code in} is. */
  ZstdFrame(InputStream in) throws IOException {
    this.in = new DataInputStream(in);
    byte[] start = new byte[MAGIC_BYTES + 1];
    this.in.readFully(start);
    int descriptor = start[MAGIC_BYTES];
    boolean hasWindow = (descriptor & 0x20) == 0;
    int sizeFlag = (descriptor & 0xC0) >> 6;
    this.hasChecksum = (descriptor & 4) != 0;
    this.header = start;
    this.left =
        (hasWindow ? 1L : 0)
            + DICTIONARY_BYTES[descriptor & 3]
            + (sizeFlag == 0 && !hasWindow ? 1 : SIZE_BYTES[sizeFlag]);
  }

  /** Whether {@code head} starts a frame of anything else, which is not unpacked. */
  static boolean isSkippable(byte[] head) {
    return head.length > MAGIC_BYTES
        && (head[0] & 0xF0) == 0x50
        && Heads.holds(head, 1, "*M\u0018");
  }

  /** Goes past a frame that {@link #isSkippable}. */
  static void skip(InputStream in) throws IOException {
    DataInputStream frame = new DataInputStream(in);
    frame.readInt();
    frame.skipNBytes(Integer.toUnsignedLong(Integer.reverseBytes(frame.readInt())));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (given == header.length && left == 0 && !nextBlock()) {
      return -1;
    }
    if (given < header.length) {
      int read = Math.min(length, header.length - given);
      System.arraycopy(header, given, buffer, offset, read);
      given += read;
      return read;
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("The data end within a frame of Zstandard");
    }
    left -= read;
    return read;
  }

  private boolean nextBlock() throws IOException {
    if (isLast) {
      return false;
    }
    header = new byte[3];
    given = 0;
    in.readFully(header);
    int stated = (header[0] & 0xFF) | ((header[1] & 0xFF) << 8) | ((header[2] & 0xFF) << 16);
    isLast = (stated & 1) != 0;
    left = ((stated >> 1) & 3) == REPEATED_BYTE ? 1 : stated >> 3;
    left += isLast && hasChecksum ? CHECKSUM_BYTES : 0;
    return true;
  }
}
