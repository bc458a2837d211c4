/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * Undoes the HDF5 filter 32001, Blosc 1 (Blosc Chunk Format): a header, where each block starts,
 * and the blocks, in any order. A block is shuffled and packed; it may be split into as many parts
 * as an element has bytes. The blocks may not take more bytes than there are, so that the time is
 * bounded by their number.
 */
final class Blosc {
  private static final int HEADER_BYTES = 16;
  private static final int VERSION = 2;

  private static final int SHUFFLED_BYTES = 0x1;
  private static final int COPIED = 0x2;
  private static final int SHUFFLED_BITS = 0x4;
  private static final int NOT_SPLIT = 0x10;
  private static final int CODEC_SHIFT = 5;

  private static final int MOST_PARTS = 16;
  private static final int SHORTEST_PART = 128;

  private static final BlockCodec COPYING = BlockCodec.copying();

  private final ByteBuffer stored;
  private final int flags;
  private final int elementBytes;
  private final int size;
  private final int blockBytes;
  private int unspent;

  private Blosc(byte[] bytes) {
    stored = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    flags = stored.get(2);
    elementBytes = stored.get(3) & 0xFF;
    size = stored.getInt(4);
    blockBytes = stored.getInt(8);
  }

  /**
   * @param room the most that may come out
   * @throws RuntimeException if the bytes are damaged
   */
  static byte[] unpack(byte[] stored, int room) throws MemberException {
    Blosc blosc = new Blosc(stored);
    if (stored[0] != VERSION) {
      throw new MemberException(
          Reason.UNSUPPORTED_FORMAT,
          "A chunk of the HDF5 file is packed by another format of Blosc than 1: "
              + FilterName.PACK_AGAIN);
    }
    require(blosc.stored.getInt(12) == stored.length && blosc.elementBytes > 0);
    require(blosc.size >= 0 && blosc.size <= room);
    if ((blosc.flags & COPIED) != 0) {
      require(blosc.size == stored.length - HEADER_BYTES);
      return Arrays.copyOfRange(stored, HEADER_BYTES, stored.length);
    }
    require(blosc.blockBytes > 0 && blosc.blockBytes <= blosc.size);
    return blosc.blocks();
  }

  private byte[] blocks() throws MemberException {
    int blocks = (size - 1) / blockBytes + 1;
    unspent = stored.capacity() - HEADER_BYTES;
    require(blocks <= unspent / Integer.BYTES);
    unspent -= blocks * Integer.BYTES;
    byte[] out = new byte[size];
    byte[] shuffled = new byte[isShuffled() ? blockBytes : 0];
    try (BlockCodec codec = codec()) {
      for (int i = 0; i < blocks; i++) {
        int start = stored.getInt(HEADER_BYTES + i * Integer.BYTES);
        int at = i * blockBytes;
        int length = Math.min(blockBytes, size - at);
        if (isShuffled()) {
          block(codec, start, shuffled, 0, length);
          unshuffle(shuffled, out, at, length);
        } else {
          block(codec, start, out, at, length);
        }
      }
    }
    return out;
  }

  private void block(BlockCodec codec, int start, byte[] out, int at, int length) {
    int parts = length == blockBytes && isSplit() ? elementBytes : 1;
    require(length % parts == 0);
    int partBytes = length / parts;
    stored.position(start);
    for (int i = 0; i < parts; i++) {
      int packed = stored.getInt();
      unspent -= Integer.BYTES;
      require(packed > 0 && packed <= unspent);
      unspent -= packed;
      BlockCodec used = packed == partBytes ? COPYING : codec;
      used.fill(stored, packed, out, at + i * partBytes, partBytes);
    }
  }

  /** Before there was a flag for it, short parts and long elements told; both are written yet. */
  private boolean isSplit() {
    return (flags & NOT_SPLIT) == 0
        && elementBytes <= MOST_PARTS
        && blockBytes / elementBytes >= SHORTEST_PART;
  }

  private boolean isShuffled() {
    return (flags & (SHUFFLED_BYTES | SHUFFLED_BITS)) != 0;
  }

  private void unshuffle(byte[] shuffled, byte[] out, int at, int length) {
    if ((flags & SHUFFLED_BYTES) != 0) {
      Shuffle.undoBytes(shuffled, out, at, length, elementBytes);
      return;
    }
    int elements = length / elementBytes;
    int whole = elements % 8 == 0 ? elements * elementBytes : 0;
    if (whole > 0) {
      Shuffle.undoBits(shuffled, out, at, elements, elementBytes);
    }
    System.arraycopy(shuffled, whole, out, at + whole, length - whole);
  }

  private BlockCodec codec() throws MemberException {
    return switch (flags >> CODEC_SHIFT & 0x7) {
      case 0 -> BloscLz::unpack;
      case 1 -> BlockCodec.lz4();
      case 2 -> BlockCodec.snappy();
      case 3 -> BlockCodec.zlib();
      case 4 -> BlockCodec.zstandard();
      default ->
          throw new MemberException(
              Reason.UNSUPPORTED_FORMAT,
              "A chunk of the HDF5 file is packed by a compressor of Blosc that is not read: "
                  + FilterName.PACK_AGAIN);
    };
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("The sizes contradict each other");
    }
  }
}
