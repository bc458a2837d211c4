/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lzo.LzoDecompressor;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/**
 * Unpacks what {@code lzop} writes: a header, then blocks of at most 64 MiB, whose sizes are
 * checked before memory is taken and whose contents against their checksums. The blocks are
 * unpacked by aircompressor; its own stream would take the size of a block on trust. Of the
 * compression methods only LZO1X-1, the usual one, is read.
 */
final class LzopStream extends InputStream {
  private static final int MAGIC_BYTES = 9;
  private static final int LARGEST_BLOCK = 64 << 20;
  private static final int VERSION_WITH_LEVEL = 0x0940;
  private static final int METHOD_LZO1X_1 = 1;

  private static final int ADLER_OF_CONTENT = 0x1;
  private static final int ADLER_OF_PACKED = 0x2;
  private static final int EXTRA_FIELD = 0x40;
  private static final int CRC_OF_CONTENT = 0x100;
  private static final int CRC_OF_PACKED = 0x200;
  private static final int MULTIPART = 0x400;
  private static final int FILTER = 0x800;

  private final DataInputStream in;
  private final LzoDecompressor lzo = new LzoDecompressor();
  private final ArchiveLimits limits;
  private final int flags;
  private byte[] block = new byte[0];
  private int next;
  private boolean ended;

  /**
   * @param limits of what a block may take, packed and unpacked
   */
  LzopStream(InputStream in, ArchiveLimits limits) throws IOException {
    this.in = new DataInputStream(in);
    this.limits = limits;
    this.flags = header();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (next == block.length) {
      advance();
      if (ended) {
        return -1;
      }
    }
    int read = Math.min(length, block.length - next);
    System.arraycopy(block, next, buffer, offset, read);
    next += read;
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private int header() throws IOException {
    in.skipNBytes(MAGIC_BYTES);
    int version = in.readUnsignedShort();
    boolean hasLevel = version >= VERSION_WITH_LEVEL;
    in.skipNBytes(hasLevel ? 4 : 2);
    int method = in.readUnsignedByte();
    if (method != METHOD_LZO1X_1) {
      throw unsupported(
          "The lzop file is packed by method %s; only that of lzop -2 to -6 is read: pack it again"
              .formatted(method));
    }
    in.skipNBytes(hasLevel ? 1 : 0);
    int stated = in.readInt();
    if ((stated & (MULTIPART | FILTER)) != 0) {
      throw unsupported("The lzop file is filtered or one part of several: pack it again");
    }
    in.skipNBytes(hasLevel ? 12 : 8);
    in.skipNBytes(in.readUnsignedByte());
    in.readInt();
    if ((stated & EXTRA_FIELD) != 0) {
      in.skipNBytes(Integer.toUnsignedLong(in.readInt()) + 4);
    }
    return stated;
  }

  private void advance() throws IOException {
    if (ended) {
      return;
    }
    int unpackedSize = in.readInt();
    if (unpackedSize == 0) {
      ended = true;
      return;
    }
    int packedSize = in.readInt();
    if (unpackedSize < 0
        || unpackedSize > LARGEST_BLOCK
        || packedSize <= 0
        || packedSize > unpackedSize) {
      throw malformed("has a block whose size cannot be");
    }
    long blockBytes = (long) packedSize + unpackedSize;
    if (blockBytes > limits.workingBytes()) {
      throw new MemberIOException(
          Reason.LIMIT_EXCEEDED, limits.workingRefusal("A block of the lzop file", blockBytes));
    }
    int adler = (flags & ADLER_OF_CONTENT) != 0 ? in.readInt() : 0;
    int crc = (flags & CRC_OF_CONTENT) != 0 ? in.readInt() : 0;
    if (packedSize < unpackedSize) {
      in.skipNBytes((flags & ADLER_OF_PACKED) != 0 ? 4 : 0);
      in.skipNBytes((flags & CRC_OF_PACKED) != 0 ? 4 : 0);
    }
    byte[] packed = in.readNBytes(packedSize);
    if (packed.length < packedSize) {
      throw new EOFException("The lzop file ends within a block");
    }
    block = packedSize == unpackedSize ? packed : unpack(packed, unpackedSize);
    next = 0;
    require((flags & ADLER_OF_CONTENT) != 0, new Adler32(), adler);
    require((flags & CRC_OF_CONTENT) != 0, new CRC32(), crc);
  }

  private byte[] unpack(byte[] packed, int size) throws IOException {
    byte[] unpacked = new byte[size];
    try {
      if (lzo.decompress(packed, 0, packed.length, unpacked, 0, size) == size) {
        return unpacked;
      }
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new MemberIOException(
          Reason.MALFORMED, "The lzop file has a block that cannot be unpacked", e);
    }
    throw malformed("has a block that is not of the size it says");
  }

  private void require(boolean stated, Checksum checksum, int expected) throws MemberIOException {
    checksum.update(block, 0, block.length);
    if (stated && (int) checksum.getValue() != expected) {
      throw malformed("has a block whose checksum is wrong: copy it again from its origin");
    }
  }

  private static MemberIOException malformed(String what) {
    return new MemberIOException(Reason.MALFORMED, "The lzop file " + what);
  }

  private static MemberIOException unsupported(String message) {
    return new MemberIOException(Reason.UNSUPPORTED_FORMAT, message);
  }
}
