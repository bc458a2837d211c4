/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.MemoryLimitException;

/** Ways to pack a member of a zip that commons-compress 1.23 does not unpack. */
enum ZipMethod {
  LZMA(14) {
    @Override
    InputStream unpack(InputStream packed, ZipArchiveEntry entry, ArchiveLimits limits)
        throws IOException {
      DataInputStream in = new DataInputStream(new BufferedInputStream(packed));
      in.skipNBytes(VERSION_BYTES);
      int propertiesBytes = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
      if (propertiesBytes != LZMA_PROPERTIES_BYTES) {
        throw new ZipException("LZMA has properties of %s bytes".formatted(propertiesBytes));
      }
      byte properties = in.readByte();
      int dictionaryBytes = Integer.reverseBytes(in.readInt());
      int kibibytes = (int) Math.min(Integer.MAX_VALUE, limits.workingBytes() >> 10);
      int needed = LZMAInputStream.getMemoryUsage(dictionaryBytes, properties);
      if (needed > kibibytes) {
        throw new MemoryLimitException(needed, kibibytes);
      }
      long size = (entry.getRawFlag() & HAS_END_MARK) != 0 ? -1 : entry.getSize();
      return new LZMAInputStream(in, size, properties, dictionaryBytes);
    }
  },

  ZSTD(93) {
    @Override
    InputStream unpack(InputStream packed, ZipArchiveEntry entry, ArchiveLimits limits)
        throws IOException {
      return Codec.ZSTD.unpack(packed, limits);
    }
  },

  XZ(95) {
    @Override
    InputStream unpack(InputStream packed, ZipArchiveEntry entry, ArchiveLimits limits)
        throws IOException {
      return Codec.XZ.unpack(packed, limits);
    }
  };

  private static final int VERSION_BYTES = 2;
  private static final int LZMA_PROPERTIES_BYTES = 5;

  /** The flag by which an end mark, not the size, ends what LZMA packed. */
  private static final int HAS_END_MARK = 2;

  private final int number;

  ZipMethod(int number) {
    this.number = number;
  }

  /** The one of an entry, if it is one of these. */
  static Optional<ZipMethod> of(ZipArchiveEntry entry) {
    return Arrays.stream(values()).filter(method -> method.number == entry.getMethod()).findFirst();
  }

  /** The bytes of an entry, whose size is known. */
  abstract InputStream unpack(InputStream packed, ZipArchiveEntry entry, ArchiveLimits limits)
      throws IOException;
}
