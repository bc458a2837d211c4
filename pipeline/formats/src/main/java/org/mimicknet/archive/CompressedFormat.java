/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * One compressed file, or a tar in it: {@code a.tar.xz!/member}, {@code a.mat.gz!/a.mat}.
 * Compressed data that follow one another in a file, as parallel packers write them, are one.
 */
final class CompressedFormat implements ContainerFormat {
  private final Codec codec;

  CompressedFormat(Codec codec) {
    this.codec = codec;
  }

  @Override
  public boolean recognises(byte[] head) {
    return codec.recognises(head);
  }

  @Override
  public Container open(Opening opening) throws IOException {
    Packed packed = new Packed(opening.stream());
    InputStream unpacked = codec.unpack(packed, opening.budget().limits());
    GuardedStream layer =
        new GuardedStream(
            unpacked, opening.budget(), GuardedStream.Role.LAYER, packed::consumedBytes);
    PushbackInputStream content = new PushbackInputStream(layer, Heads.BYTES);
    try {
      if (new TarFormat().recognises(Heads.peek(content))) {
        return new Layered(TarContainer.streamed(content, opening.budget()), unpacked);
      }
    } catch (IOException | RuntimeException e) {
      unpacked.close();
      throw e;
    }
    return new Layered(
        new Single(unpackedName(opening.name()), content, opening.budget()), unpacked);
  }

  private String unpackedName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int stem = name.length() - codec.suffix().length();
    return lower.endsWith(codec.suffix()) && stem > 0 ? name.substring(0, stem) : "content";
  }

  /** Counts the compressed bytes read; closing it leaves the archive around it open. */
  private static final class Packed extends FilterInputStream {
    private long consumedBytes;

    Packed(InputStream in) {
      super(in);
    }

    long consumedBytes() {
      return consumedBytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      consumedBytes += Math.max(read, 0);
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() {}
  }

  /** A container that frees the decompressor, which may hold native memory, when it is closed. */
  private record Layered(Container container, InputStream decompressor) implements Container {
    @Override
    public Optional<Entry> next() throws IOException {
      return container.next();
    }

    @Override
    public void close() throws IOException {
      decompressor.close();
    }
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
      return Optional.of(new File(name, null, content));
    }

    @Override
    public void close() {}
  }
}
