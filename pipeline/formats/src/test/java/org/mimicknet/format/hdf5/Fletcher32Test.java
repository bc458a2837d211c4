/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Chunks as h5py 3 stores them with fletcher32: the last four bytes are its checksum. */
class Fletcher32Test {
  @Test
  void anOddNumberOfBytes() {
    byte[] chunk = {0, 50, 100, (byte) 150, (byte) 200, (byte) 201, 44, (byte) 195, (byte) 145};

    assertThat(Fletcher32.fits(chunk)).isTrue();
    for (int i = 0; i < chunk.length; i++) {
      byte[] bad = chunk.clone();
      bad[i] ^= 1;
      assertThat(Fletcher32.fits(bad)).as("byte %d changed", i).isFalse();
    }
  }

  @Test
  void moreWordsThanOneSumHolds() {
    ByteBuffer chunk = ByteBuffer.allocate(8004).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 2000; i++) {
      chunk.putInt(i * 7919);
    }
    chunk.put(new byte[] {(byte) 141, 119, (byte) 129, 80});

    assertThat(Fletcher32.fits(chunk.array())).isTrue();
  }
}
