package org.mimicknet.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

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
          new Magic(344, "n+1", "a NIfTI file"),
          new Magic(0, "\u0089PNG", "a PNG image"),
          new Magic(0, "\u00FF\u00D8\u00FF", "a JPEG image"),
          new Magic(0, "%PDF", "a PDF document"));

  private KnownFormats() {}

  /** What the file is, where its first bytes tell. */
  static Optional<String> name(byte[] head) {
    return ALL.stream().filter(magic -> magic.fits(head)).map(Magic::name).findFirst();
  }
}
