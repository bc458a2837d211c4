/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One 512-byte header of a tar (POSIX.1-1988 ustar, with GNU base-256 numbers). */
record TarHeader(String name, long size, char type, boolean isExtendedSparse) {
  static final int BYTES = 512;

  private static final int SIZE_AT = 124;
  private static final int CHECKSUM_AT = 148;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;
  private static final int GNU_EXTENDED_AT = 482;

  static boolean hasMagic(byte[] block) {
    return new String(block, MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar");
  }

  /** Whether the block holds its own checksum; old writers summed signed bytes. */
  static boolean checksumHolds(byte[] block) {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BYTES; i++) {
      boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + 8;
      unsigned += own ? ' ' : block[i] & 0xFF;
      signed += own ? ' ' : block[i];
    }
    try {
      long stated = number(block, CHECKSUM_AT, 8);
      return stated == unsigned || stated == signed;
    } catch (MemberIOException e) {
      return false;
    }
  }

  static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  static TarHeader parse(byte[] block) throws MemberIOException {
    if (!checksumHolds(block)) {
      throw new MemberIOException(
          Reason.MALFORMED, "The tar has a header whose checksum is wrong: copy it again");
    }
    String name = text(block, 0, 100);
    boolean posix = hasMagic(block) && block[MAGIC_AT + 5] == 0;
    String prefix = posix ? text(block, PREFIX_AT, 155) : "";
    char type = (char) (block[TYPE_AT] & 0xFF);
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        number(block, SIZE_AT, 12),
        type,
        type == 'S' && block[GNU_EXTENDED_AT] != 0);
  }

  static String text(byte[] block, int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return NameBytes.tar(Arrays.copyOfRange(block, offset, end));
  }

  /** Octal digits, or GNU's base 256 where the first bit is set. */
  private static long number(byte[] block, int offset, int length) throws MemberIOException {
    long value = 0;
    if ((block[offset] & 0x80) != 0) {
      for (int i = 0; i < length; i++) {
        int digit = i == 0 ? block[offset] & 0x7F : block[offset + i] & 0xFF;
        if (value > Long.MAX_VALUE >> 8) {
          throw malformedNumber();
        }
        value = value << 8 | digit;
      }
      return value;
    }
    for (int i = offset; i < offset + length; i++) {
      byte digit = block[i];
      if (digit == 0 || digit == ' ') {
        if (value > 0) {
          break;
        }
      } else if (digit >= '0' && digit <= '7') {
        value = value * 8 + digit - '0';
      } else {
        throw malformedNumber();
      }
    }
    return value;
  }

  private static MemberIOException malformedNumber() {
    return new MemberIOException(
        Reason.MALFORMED, "The tar has a header with a number that cannot be read");
  }
}
