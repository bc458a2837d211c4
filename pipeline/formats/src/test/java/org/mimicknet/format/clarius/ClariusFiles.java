/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.clarius;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Raw data of Clarius for tests. */
public final class ClariusFiles {
  private ClariusFiles() {}

  /**
   * A file whose sample k, counted over all frames, is k; IQ samples are (3k, 4k), whose magnitude
   * is 5k.
   */
  public static byte[] raw(int id, int sampleBytes, int lines, int samples, long... timestamps) {
    ByteBuffer file =
        ByteBuffer.allocate(20 + timestamps.length * (8 + lines * samples * sampleBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(id).putInt(timestamps.length).putInt(lines).putInt(samples).putInt(sampleBytes);
    int k = 0;
    for (long timestamp : timestamps) {
      file.putLong(timestamp);
      for (int i = 0; i < lines * samples; i++, k++) {
        switch (sampleBytes) {
          case 4 -> file.putShort((short) (3 * k)).putShort((short) (4 * k));
          case 2 -> file.putShort((short) k);
          default -> file.put((byte) k);
        }
      }
    }
    return file.array();
  }
}
