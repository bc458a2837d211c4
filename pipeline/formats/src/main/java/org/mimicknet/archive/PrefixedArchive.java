/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Archives that lie behind something else in their file: the program or script that unpacks them
 * (self-extracting archives), or padding. Only a file that starts like a program or is named as an
 * archive is searched.
 */
final class PrefixedArchive {
  /** The end record of a zip with the longest comment. */
  private static final int ZIP_TAIL_BYTES = 22 + 0xFFFF;

  private static final int ZIP_END_BYTES = 22;
  private static final long IN_ZIP64 = 0xFFFFFFFFL;

  /** The programs in front of a 7z have a few hundred kilobytes. */
  private static final int SEVEN_ZIP_SEARCHED_BYTES = 2 << 20;

  private static final int SEVEN_ZIP_HEADER_BYTES = 32;

  private PrefixedArchive() {}

  /** The kind of archive in {@code source}, which starts with {@code head} and is of no kind. */
  static Optional<ContainerFormat> find(
      String name, SeekableSource source, byte[] head, List<ContainerFormat> kinds) {
    if (!isProgram(head) && !isNamedArchive(name)) {
      return Optional.empty();
    }
    Optional<ContainerFormat> zip = kinds.stream().filter(ZipFormat.class::isInstance).findFirst();
    if (zip.isPresent() && endsAsZip(source)) {
      return zip;
    }
    return kinds.stream().anyMatch(SevenZipFormat.class::isInstance)
        ? sevenZip(source)
        : Optional.empty();
  }

  private static boolean isNamedArchive(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".zip") || lower.endsWith(".7z");
  }

  /** For Windows, for Linux, or a script. */
  private static boolean isProgram(byte[] head) {
    return Heads.holds(head, 0, "MZ")
        || Heads.holds(head, 0, "\u007FELF")
        || Heads.holds(head, 0, "#!");
  }

  /** Whether there is an end record of a zip, with a directory right before it. */
  private static boolean endsAsZip(SeekableSource source) {
    long start = Math.max(0, source.sizeBytes() - ZIP_TAIL_BYTES);
    byte[] tail = source.readAt(start, ZIP_TAIL_BYTES);
    for (int at = tail.length - ZIP_END_BYTES; at >= 0; at--) {
      if (Heads.holds(tail, at, "PK\u0005\u0006")) {
        long directoryBytes = little(tail, at + 12);
        long directory = start + at - directoryBytes;
        return directoryBytes == IN_ZIP64
            || (directory >= 0 && Heads.holds(source.readAt(directory, 4), 0, "PK\u0001\u0002"));
      }
    }
    return false;
  }

  private static Optional<ContainerFormat> sevenZip(SeekableSource source) {
    byte[] start = source.readAt(0, SEVEN_ZIP_SEARCHED_BYTES);
    for (int at = 0; at + SEVEN_ZIP_HEADER_BYTES <= start.length; at++) {
      if (Heads.holds(start, at, SevenZipFormat.MAGIC)) {
        CRC32 crc = new CRC32();
        crc.update(start, at + 12, SEVEN_ZIP_HEADER_BYTES - 12);
        if (crc.getValue() == little(start, at + 8)) {
          return Optional.of(new SevenZipFormat(at));
        }
      }
    }
    return Optional.empty();
  }

  private static long little(byte[] bytes, int at) {
    long value = 0;
    for (int i = 3; i >= 0; i--) {
      value = (value << 8) | (bytes[at + i] & 0xFF);
    }
    return value;
  }
}
