/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import com.github.luben.zstd.ZstdDecompressCtx;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks blocks of a chunk, one after the other; may hold memory outside of the heap. */
interface BlockCodec extends AutoCloseable {
  /**
   * Unpacks {@code length} bytes to the place {@code at}.
   *
   * @return how many bytes came out
   * @throws RuntimeException if the bytes are damaged, or do not fit into {@code room}
   */
  int unpack(byte[] packed, int from, int length, byte[] out, int at, int room);

  /**
   * Unpacks the next {@code length} bytes, which must give exactly {@code size}.
   *
   * @throws RuntimeException if they do not
   */
  default void fill(ByteBuffer in, int length, byte[] out, int at, int size) {
    if (length <= 0
        || length > in.remaining()
        || unpack(in.array(), in.arrayOffset() + in.position(), length, out, at, size) != size) {
      throw new IllegalArgumentException("A block does not give its size");
    }
    in.position(in.position() + length);
  }

  @Override
  default void close() {}

  /** For what is not packed at all. */
  static BlockCodec copying() {
    return (packed, from, length, out, at, room) -> {
      System.arraycopy(packed, from, out, at, length);
      return length;
    };
  }

  static BlockCodec lz4() {
    return new Lz4Decompressor()::decompress;
  }

  static BlockCodec snappy() {
    return new SnappyDecompressor()::decompress;
  }

  static BlockCodec zlib() {
    return new Zlib();
  }

  static BlockCodec zstandard() {
    return new Zstandard();
  }

  /** Deflate with a header and the checksum of its content, which is verified. */
  final class Zlib implements BlockCodec {
    private final Inflater inflater = new Inflater();

    private Zlib() {}

    @Override
    public int unpack(byte[] packed, int from, int length, byte[] out, int at, int room) {
      inflater.reset();
      inflater.setInput(packed, from, length);
      try {
        int total = 0;
        while (!inflater.finished()) {
          int read = inflater.inflate(out, at + total, room - total);
          if (read == 0 && !inflater.finished()) {
            throw new IllegalArgumentException("The bytes do not inflate to their size");
          }
          total += read;
        }
        return total;
      } catch (DataFormatException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public void close() {
      inflater.end();
    }
  }

  /** Takes no window of its own: a frame is unpacked straight into its place. */
  final class Zstandard implements BlockCodec {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    private Zstandard() {}

    @Override
    public int unpack(byte[] packed, int from, int length, byte[] out, int at, int room) {
      return context.decompressByteArray(out, at, room, packed, from, length);
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
