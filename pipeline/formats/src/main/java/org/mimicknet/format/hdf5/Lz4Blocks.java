/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.nio.ByteBuffer;

/**
 * Undoes the HDF5 filter 32004, LZ4: the size of the content, that of its blocks, and the blocks,
 * each behind its packed size; one whose packed size is its own is stored as is.
 */
final class Lz4Blocks {
  private static final BlockCodec COPYING = BlockCodec.copying();

  private Lz4Blocks() {}

  /**
   * @param room the most that may come out
   * @throws RuntimeException if the bytes are damaged
   */
  static byte[] unpack(byte[] stored, int room) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    long size = in.getLong();
    int blockBytes = in.getInt();
    if (size < 0 || size > room || blockBytes <= 0) {
      throw new IllegalArgumentException("The sizes contradict each other");
    }
    byte[] out = new byte[(int) size];
    try (BlockCodec lz4 = BlockCodec.lz4()) {
      int length;
      for (int at = 0; at < out.length; at += length) {
        length = Math.min(blockBytes, out.length - at);
        int packed = in.getInt();
        BlockCodec used = packed == length ? COPYING : lz4;
        used.fill(in, packed, out, at, length);
      }
    }
    return out;
  }
}
