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
    if (zip.isPresent() && ZipEnd.isIn(source)) {
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

  private static Optional<ContainerFormat> sevenZip(SeekableSource source) {
    byte[] start = source.readAt(0, SEVEN_ZIP_SEARCHED_BYTES);
    for (int at = 0; at + SEVEN_ZIP_HEADER_BYTES <= start.length; at++) {
      if (Heads.holds(start, at, SevenZipFormat.MAGIC)) {
        CRC32 crc = new CRC32();
        crc.update(start, at + 12, SEVEN_ZIP_HEADER_BYTES - 12);
        if (crc.getValue() == ZipEnd.little(start, at + 8, 4)) {
          return Optional.of(new SevenZipFormat(at));
        }
      }
    }
    return Optional.empty();
  }
}
