package org.mimicknet.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** gzip, of one file or of a tar: {@code a.tar.gz!/member}, {@code a.mat.gz!/a.mat}. */
final class GzipFormat implements ContainerFormat {
  @Override
  public boolean recognises(byte[] head) {
    return head.length > 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B && head[2] == 8;
  }

  @Override
  public Container open(Opening opening) throws IOException {
    GzipCompressorInputStream gzip = new GzipCompressorInputStream(opening.stream(), true);
    GuardedStream unpacked =
        new GuardedStream(
            gzip, opening.budget(), GuardedStream.Role.LAYER, gzip::getCompressedCount);
    PushbackInputStream content = new PushbackInputStream(unpacked, Heads.BYTES);
    if (new TarFormat().recognises(Heads.peek(content))) {
      return new TarContainer(content, opening.budget());
    }
    return new Single(unpackedName(opening.name()), content, opening.budget());
  }

  private static String unpackedName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".gz") && lower.length() > 3
        ? name.substring(0, name.length() - 3)
        : "content";
  }

  /** A compressed file as an archive of one member. */
  private static final class Single implements Container {
    private final String name;
    private final GuardedStream content;
    private boolean given;

    Single(String name, InputStream content, Budget budget) {
      this.name = name;
      this.content = GuardedStream.stored(content, budget);
    }

    @Override
    public Optional<Entry> next() {
      if (given) {
        return Optional.empty();
      }
      given = true;
      return Optional.of(new File(name, OptionalLong.empty(), content));
    }

    @Override
    public void close() {}
  }
}
