/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;

/** MAT files with a square iq of single precision, which becomes an image of half its bytes. */
final class LargeMat {
  private static final int SINGLE_CLASS = 7;
  private static final int SINGLE = 7;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;

  private final int side;

  LargeMat(int side) {
    this.side = side;
  }

  /** A file of some kilobytes, which unpacks to zeros. */
  void zeros(Path file) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream deflater = new DeflaterOutputStream(packed)) {
      writeArray(deflater, row -> {});
    }
    try (OutputStream out = start(file)) {
      out.write(words(COMPRESSED, packed.size()));
      packed.writeTo(out);
    }
  }

  /** A file of numbers that do not compress, as they are. */
  void noise(Path file) throws IOException {
    Random random = new Random(side);
    try (OutputStream out = start(file)) {
      writeArray(
          out,
          row -> {
            for (int i = 0; i < side; i++) {
              row.putFloat(random.nextFloat());
            }
          });
    }
  }

  private interface Row {
    void fill(ByteBuffer row);
  }

  private void writeArray(OutputStream out, Row content) throws IOException {
    int bytes = side * side * Float.BYTES;
    out.write(words(MATRIX, 48 + 2 * (8 + bytes)));
    out.write(words(6, 8, SINGLE_CLASS | 1 << 11, 0));
    out.write(words(5, 8, side, side));
    out.write(words(1, 2));
    out.write("iq\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
    for (int part = 0; part < 2; part++) {
      out.write(words(SINGLE, bytes));
      for (int i = 0; i < side; i++) {
        ByteBuffer row = ByteBuffer.allocate(side * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        content.fill(row);
        out.write(row.array());
      }
    }
  }

  private static OutputStream start(Path file) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    header.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
    header.position(124).putShort((short) 0x0100).put((byte) 'I').put((byte) 'M');
    OutputStream out = Files.newOutputStream(file);
    out.write(header.array());
    return out;
  }

  private static byte[] words(int... words) {
    ByteBuffer bytes =
        ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      bytes.putInt(word);
    }
    return bytes.array();
  }
}
