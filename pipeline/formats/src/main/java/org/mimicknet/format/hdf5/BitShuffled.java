/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.nio.ByteBuffer;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * Undoes the HDF5 filter 32008, bitshuffle: blocks of elements whose bits are shuffled, each packed
 * behind its packed size, or none packed. Where all are, the size of the content and of a block
 * stand before them. The elements that make no group of eight stand as they are at the end.
 *
 * @param elementBytes bytes of an element
 * @param blockElements elements of a block where nothing is packed, 0 for the usual number
 * @param codec 0 for none, 2 for LZ4, 3 for Zstandard
 */
record BitShuffled(int elementBytes, int blockElements, int codec) {
  private static final int GROUP = 8;
  private static final int USUAL_BLOCK_BYTES = 8192;
  private static final int LEAST_USUAL_BLOCK = 128;

  /** Behind two settings that tell the version of the filter; those at the end may be absent. */
  static BitShuffled of(int[] settings) {
    return new BitShuffled(setting(settings, 2), setting(settings, 3), setting(settings, 4));
  }

  /**
   * @param room the most that may come out
   * @throws RuntimeException if the bytes are damaged
   */
  byte[] unpack(byte[] stored, int room) throws MemberException {
    ByteBuffer in = ByteBuffer.wrap(stored);
    require(elementBytes > 0);
    if (codec == 0) {
      return blocks(in, stored.length, blockElements);
    }
    long size = in.getLong();
    int blockBytes = in.getInt();
    require(size >= 0 && size <= room);
    return blocks(in, (int) size, blockBytes / elementBytes);
  }

  private byte[] blocks(ByteBuffer in, int size, int statedElements) throws MemberException {
    int most = statedElements == 0 ? usualElements() : statedElements;
    require(most > 0 && most % GROUP == 0 && size % elementBytes == 0);
    int elements = size / elementBytes / GROUP * GROUP;
    byte[] out = new byte[size];
    byte[] block = new byte[Math.min(most, elements) * elementBytes];
    try (BlockCodec unpacking = blockCodec()) {
      int count;
      for (int first = 0; first < elements; first += count) {
        count = Math.min(most, elements - first);
        int length = count * elementBytes;
        unpacking.fill(in, codec == 0 ? length : in.getInt(), block, 0, length);
        Shuffle.undoBits(block, out, first * elementBytes, count, elementBytes);
      }
    }
    int whole = elements * elementBytes;
    in.get(out, whole, size - whole);
    return out;
  }

  private int usualElements() {
    return Math.max(LEAST_USUAL_BLOCK, USUAL_BLOCK_BYTES / elementBytes / GROUP * GROUP);
  }

  private BlockCodec blockCodec() throws MemberException {
    return switch (codec) {
      case 0 -> BlockCodec.copying();
      case 2 -> BlockCodec.lz4();
      case 3 -> BlockCodec.zstandard();
      default ->
          throw new MemberException(
              Reason.UNSUPPORTED_FORMAT,
              "An array of the HDF5 file is packed by bitshuffle with a compressor that is not"
                  + " read: "
                  + FilterName.PACK_AGAIN);
    };
  }

  private static int setting(int[] settings, int index) {
    return index < settings.length ? settings[index] : 0;
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("The sizes contradict each other");
    }
  }
}
