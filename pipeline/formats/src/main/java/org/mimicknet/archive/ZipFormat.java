/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * zip, with the marker in front, too, that a zip has which was to be cut into parts. A file of its
 * own is read by its central directory; a nested one, or one whose directory is broken, as a stream
 * from the start, which keeps what comes before the damage.
 */
final class ZipFormat implements ContainerFormat {
  @Override
  public boolean recognises(byte[] head) {
    return head.length > 3
        && head[0] == 'P'
        && head[1] == 'K'
        && ((head[2] == 3 && head[3] == 4)
            || (head[2] == 5 && head[3] == 6)
            || (head[2] == 7 && head[3] == 8)
            || Heads.holds(head, 2, "00PK\u0003\u0004"));
  }

  @Override
  public Container open(Opening opening) throws IOException {
    if (opening.seekable().isPresent()) {
      SeekableSource source = opening.seekable().get();
      long start = source.position();
      try {
        return new DirectoryZip(source, opening.range(), opening.budget());
      } catch (MemberIOException | StorageException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        if (!opening.range().isAll()) {
          throw e;
        }
        source.seek(start);
        return new StreamedZip(opening.stream(), opening.budget(), StreamedZip.Directory.BROKEN);
      }
    }
    return new StreamedZip(opening.stream(), opening.budget(), StreamedZip.Directory.UNKNOWN);
  }

  @Override
  public boolean splits() {
    return true;
  }

  /** A zip that was cut into files of a fixed size, which only together are one. */
  static MemberIOException partOfSeveral() {
    return new MemberIOException(
        Reason.UNSUPPORTED_FORMAT,
        "The zip is one part of several: join them into one zip (zip -s 0)");
  }

  /** Why an entry cannot be opened, if so. */
  static Optional<Container.Entry> obstacle(ZipArchiveEntry entry, boolean canRead) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return Optional.of(
          new Container.Unreadable(
              name(entry),
              Reason.ENCRYPTED,
              "The member is encrypted: unpack it with its password and pack it again"));
    }
    if (!canRead) {
      return Optional.of(
          new Container.Unreadable(
              name(entry),
              Reason.UNSUPPORTED_FORMAT,
              ("The member is packed in a way that cannot be read here (zip method %s%s): pack it"
                      + " again with deflate")
                  .formatted(
                      entry.getMethod(),
                      entry.getGeneralPurposeBit().usesDataDescriptor()
                          ? ", with a data descriptor"
                          : "")));
    }
    return Optional.empty();
  }

  /**
   * The name of an entry: of its Unicode path where that was made of this very name, else decoded.
   */
  static String name(ZipArchiveEntry entry) {
    byte[] raw = entry.getRawName();
    if (raw == null) {
      return entry.getName();
    }
    if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField path
        && path.getUnicodeName() != null) {
      CRC32 crc = new CRC32();
      crc.update(raw);
      if (path.getNameCRC32() == crc.getValue()) {
        return NameBytes.zip(path.getUnicodeName());
      }
    }
    return NameBytes.zip(raw);
  }

  static boolean isFile(ZipArchiveEntry entry) {
    return !entry.isDirectory() && !entry.isUnixSymlink() && !isDevice(entry);
  }

  static ZipException noDirectory() {
    return new ZipException("Truncated ZIP: no central directory");
  }

  private static boolean isDevice(ZipArchiveEntry entry) {
    int type = entry.getUnixMode() & 0170000;
    return entry.getPlatform() == ZipArchiveEntry.PLATFORM_UNIX && type != 0 && type != 0100000;
  }
}
