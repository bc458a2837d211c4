/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** Formats that are recognised only to say what a file is that no reader takes. */
final class KnownFormats {
  private record Magic(int offset, String bytes, String name) {
    boolean fits(byte[] head) {
      byte[] magic = bytes.getBytes(StandardCharsets.ISO_8859_1);
      if (head.length < offset + magic.length) {
        return false;
      }
      for (int i = 0; i < magic.length; i++) {
        if (head[offset + i] != magic[i]) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Magic> ALL =
      List.of(
          new Magic(0, "\u0004\"M\u0018", "an lz4 file"),
          new Magic(0, "Rar!", "a rar archive"),
          new Magic(0, "\u0089HDF", "an HDF5 file"),
          new Magic(0, "\u0089PNG", "a PNG image"),
          new Magic(0, "\u00FF\u00D8\u00FF", "a JPEG image"),
          new Magic(0, "GIF8", "a GIF image"),
          new Magic(0, "II*\u0000", "a TIFF image"),
          new Magic(0, "MM\u0000*", "a TIFF image"),
          new Magic(8, "AVI ", "an AVI film"),
          new Magic(4, "ftyp", "an MP4 or QuickTime film"),
          new Magic(0, "\u00D0\u00CF\u0011\u00E0", "an Office document"),
          new Magic(0, "    -1", "a Universal File of vibration data (another UFF)"),
          new Magic(0, "%PDF", "a PDF document"));

  /** Scanner files without a magic number: of these the ending of the name is all there is. */
  private static final Map<String, String> ENDINGS =
      Map.of(
          "rfd", "by its name a Siemens file of RF data",
          "rf", "by its name an Ultrasonix file of RF data",
          "b8", "by its name an Ultrasonix file of images",
          "b32", "by its name an Ultrasonix file of images",
          "bpr", "by its name an Ultrasonix file of envelopes");

  private KnownFormats() {}

  /** Why a member that no reader takes is not read. */
  static MemberException unsupported(Member member) {
    byte[] head = member.head();
    if (head.length == 0) {
      return new MemberException(Reason.UNSUPPORTED_FORMAT, "The file is empty");
    }
    return new MemberException(
        Reason.UNSUPPORTED_FORMAT,
        name(head, member.fileName())
                .map(name -> "The file is " + name + ", which is not read")
                .orElse("The file is of no format that is read")
            + "; read are "
            + FormatReaders.ALL.stream().map(FormatReader::name).collect(Collectors.joining(", ")));
  }

  /** What the file is by its first bytes, else by its name. */
  static Optional<String> name(byte[] head, String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(magic -> magic.fits(head))
        .map(Magic::name)
        .findFirst()
        .or(() -> Optional.ofNullable(ENDINGS.get(ending)));
  }
}
