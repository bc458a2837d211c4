/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;

/** Elements of a MAT file of version 5, byte by byte, as other writers make them. */
final class MatElements {
  static final int INT8 = 1;
  static final int INT32 = 5;
  static final int UINT32 = 6;
  static final int DOUBLES = 9;
  static final int MATRIX = 14;
  static final int UTF8 = 16;

  static final int CELL_CLASS = 1;
  static final int CHAR_CLASS = 4;
  static final int DOUBLE_CLASS = 6;

  private static final int NAME_BYTES = 32;

  private MatElements() {}

  /** A file of these arrays, without a text in its header. */
  static byte[] file(byte[]... arrays) {
    byte[] header = new byte[128];
    header[125] = 1;
    header[126] = 'I';
    header[127] = 'M';
    return joined(header, joined(arrays));
  }

  static byte[] element(int type, byte[] data) {
    byte[] bytes = new byte[8 + (data.length + 7) / 8 * 8];
    over(bytes).putInt(type).putInt(data.length).put(data);
    return bytes;
  }

  static byte[] array(
      int flags, int dimensionType, int nameType, String name, byte[] content, int... dimensions) {
    return element(
        MATRIX,
        joined(
            element(UINT32, ints(flags, 0)),
            element(dimensionType, ints(dimensions)),
            element(nameType, name.getBytes(StandardCharsets.UTF_8)),
            content));
  }

  static byte[] array(int flags, String name, byte[] content, int... dimensions) {
    return array(flags, INT32, INT8, name, content, dimensions);
  }

  static byte[] number(double value) {
    return array(DOUBLE_CLASS, "", element(DOUBLES, doubles(value)), 1, 1);
  }

  static byte[] text(int type, byte[] letters, int count) {
    return array(CHAR_CLASS, "", element(type, letters), 1, count);
  }

  /** A structure; its fields come in the order of the map. */
  static byte[] struct(String name, Map<String, byte[]> fields) {
    byte[] names = new byte[NAME_BYTES * fields.size()];
    int at = 0;
    for (String field : fields.keySet()) {
      byte[] letters = field.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(letters, 0, names, at, letters.length);
      at += NAME_BYTES;
    }
    byte[] values = joined(fields.values().toArray(new byte[0][]));
    return array(
        2, name, joined(ints((4 << 16) | INT32, NAME_BYTES), element(INT8, names), values), 1, 1);
  }

  /** An object of a class, as a string or a value of an enumeration. */
  static byte[] object(String name) {
    return element(
        MATRIX,
        joined(
            element(UINT32, ints(17, 0)),
            element(INT8, name.getBytes(StandardCharsets.US_ASCII)),
            element(INT8, "MCOS".getBytes(StandardCharsets.US_ASCII)),
            element(INT8, "Colour".getBytes(StandardCharsets.US_ASCII)),
            array(13, "", element(UINT32, ints(0xDD000000, 2, 1, 1, 1, 1)), 6, 1)));
  }

  static byte[] compressed(byte[] element) {
    Deflater deflater = new Deflater();
    deflater.setInput(element);
    deflater.finish();
    byte[] packed = new byte[element.length + 64];
    int length = deflater.deflate(packed);
    deflater.end();
    return joined(ints(15, length), Arrays.copyOf(packed, length));
  }

  static byte[] doubles(double... values) {
    byte[] bytes = new byte[Double.BYTES * values.length];
    ByteBuffer out = over(bytes);
    for (double value : values) {
      out.putDouble(value);
    }
    return bytes;
  }

  static byte[] ints(int... values) {
    byte[] bytes = new byte[Integer.BYTES * values.length];
    ByteBuffer out = over(bytes);
    for (int value : values) {
      out.putInt(value);
    }
    return bytes;
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
