/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Compressed data that follow one another, as joined files and parallel packers have them, with or
 * without zeros between them. What lies behind and is none of them (the padding of a tape, bytes of
 * another program) is left, as gzip and bzip2 leave it: the data before it are whole.
 */
final class JoinedStream extends InputStream {
  private static final int HEAD_BYTES = 16;

  private final InputStream in;
  private final Codec codec;
  private final Decompressor decompressor;
  private InputStream current;
  private boolean ended;

  JoinedStream(InputStream in, Codec codec, Decompressor decompressor) throws IOException {
    this.in = new Shared(in);
    this.codec = codec;
    this.decompressor = decompressor;
    this.current = decompressor.open(this.in);
  }

  /** What unpacks one of them, and leaves the stream, which can be marked, right behind it. */
  interface Decompressor {
    InputStream open(InputStream in) throws IOException;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (!ended) {
      int read = current.read(buffer, offset, length);
      if (read >= 0) {
        return read;
      }
      current.close();
      if (isFollowedByAnother()) {
        current = decompressor.open(in);
      } else {
        ended = true;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    current.close();
  }

  private boolean isFollowedByAnother() throws IOException {
    byte[] head;
    do {
      skipZeros();
      in.mark(HEAD_BYTES);
      head = in.readNBytes(HEAD_BYTES);
      in.reset();
    } while (codec.skipsBetween(head, in));
    return codec.recognises(head);
  }

  private void skipZeros() throws IOException {
    do {
      in.mark(1);
    } while (in.read() == 0);
    in.reset();
  }

  /** Closing what unpacks one of them, which may hold native memory, leaves the others. */
  private static final class Shared extends BufferedInputStream {
    Shared(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
