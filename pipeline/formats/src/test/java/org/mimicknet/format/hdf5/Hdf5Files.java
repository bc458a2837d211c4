/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * HDF5 files for tests, written by hand after the File Format Specification (superblock 0, object
 * headers 1, compact links, contiguous data), for jHDF writes neither complex numbers nor
 * references nor a user block. h5py reads what it writes.
 */
public final class Hdf5Files {
  /** A node that was written: where its object header lies. */
  public record Node(long address) {}

  private static final int SUPERBLOCK_BYTES = 96;
  private static final byte[] FLOAT64 = {
    0x11, 0x20, 0x3F, 0, 8, 0, 0, 0, 0, 0, 64, 0, 52, 11, 0, 52, (byte) 0xFF, 0x03, 0, 0
  };
  private static final byte[] FLOAT32 = {
    0x11, 0x20, 0x1F, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 0x7F, 0, 0, 0
  };
  private static final byte[] UINT16 = {0x10, 0, 0, 0, 2, 0, 0, 0, 0, 0, 16, 0};
  private static final byte[] REFERENCE = {0x17, 0, 0, 0, 8, 0, 0, 0};

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** Real numbers, {@code value} of the index in the order of the file. */
  public Node doubles(int[] shape, DoubleUnaryOperator value, Map<String, String> attributes) {
    ByteBuffer data = buffer(8 * count(shape));
    for (int i = 0; i < count(shape); i++) {
      data.putDouble(value.applyAsDouble(i));
    }
    return dataset(FLOAT64, shape, bytes(data), attributes);
  }

  public Node floats(int[] shape, DoubleUnaryOperator value, Map<String, String> attributes) {
    ByteBuffer data = buffer(4 * count(shape));
    for (int i = 0; i < count(shape); i++) {
      data.putFloat((float) value.applyAsDouble(i));
    }
    return dataset(FLOAT32, shape, bytes(data), attributes);
  }

  /** Numbers of a declared {@code shape} of which only one is stored. */
  public Node unfilled(int[] shape) {
    return dataset(FLOAT64, shape, new byte[8], Map.of());
  }

  /** Complex numbers as MATLAB stores them. */
  public Node complex(
      int[] shape,
      DoubleUnaryOperator real,
      DoubleUnaryOperator imaginary,
      Map<String, String> attributes) {
    ByteBuffer data = buffer(16 * count(shape));
    for (int i = 0; i < count(shape); i++) {
      data.putDouble(real.applyAsDouble(i)).putDouble(imaginary.applyAsDouble(i));
    }
    ByteBuffer type = buffer(8 + 2 * (6 + FLOAT64.length));
    type.put((byte) 0x36).put((byte) 2).putShort((short) 0).putInt(16);
    type.put(ascii("real\0")).put((byte) 0).put(FLOAT64);
    type.put(ascii("imag\0")).put((byte) 8).put(FLOAT64);
    return dataset(bytes(type), shape, bytes(data), attributes);
  }

  /** A text as MATLAB stores it. */
  public Node text(String text, Map<String, String> attributes) {
    ByteBuffer data = buffer(2 * text.length());
    text.chars().forEach(letter -> data.putShort((short) letter));
    return dataset(UINT16, new int[] {text.length(), 1}, bytes(data), attributes);
  }

  public Node references(int[] shape, Map<String, String> attributes, Node... targets) {
    ByteBuffer data = buffer(8 * targets.length);
    for (Node target : targets) {
      data.putLong(target.address);
    }
    return dataset(REFERENCE, shape, bytes(data), attributes);
  }

  public Node group(Map<String, Node> children, Map<String, String> attributes) {
    Header header = new Header();
    header.message(0x02, bytes(buffer(18).put(2, filled(16))));
    for (Map.Entry<String, Node> child : children.entrySet()) {
      byte[] name = ascii(child.getKey());
      header.message(
          0x06,
          bytes(
              buffer(11 + name.length)
                  .put((byte) 1)
                  .put((byte) 0)
                  .put((byte) name.length)
                  .put(name)
                  .putLong(child.getValue().address)));
    }
    return header.write(attributes);
  }

  /** The file whose root holds {@code children}, behind {@code userBlock}. */
  public byte[] file(byte[] userBlock, Map<String, Node> children) {
    return file(userBlock, group(children, Map.of()));
  }

  public byte[] file(byte[] userBlock, Node root) {
    int length = userBlock.length + SUPERBLOCK_BYTES + body.size();
    ByteBuffer file = buffer(length);
    file.put(userBlock).put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'});
    file.put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0}).putShort((short) 4).putShort((short) 16);
    file.putInt(0).putLong(userBlock.length).put(filled(8)).putLong(length).put(filled(8));
    file.putLong(0).putLong(root.address).putInt(0).putInt(0).putLong(0).putLong(0);
    file.put(body.toByteArray());
    return bytes(file);
  }

  /** A MATLAB 7.3 file of one frame, {@code iq} and {@code dtce}. */
  public static byte[] matlabFrame(int... shape) {
    Hdf5Files files = new Hdf5Files();
    Map<String, String> type = Map.of("MATLAB_class", "double");
    return files.file(
        matlabHeader(),
        Map.of(
            "iq", files.complex(shape, i -> i, i -> -i, type),
            "dtce", files.doubles(shape, i -> i, type)));
  }

  /** The user block of MATLAB 7.3. */
  public static byte[] matlabHeader() {
    ByteBuffer header = buffer(512);
    header.put(ascii("MATLAB 7.3 MAT-file, Platform: GLNXA64, Created by Jane Doe"));
    header.position(124).putShort((short) 0x0200).put((byte) 'I').put((byte) 'M');
    return bytes(header);
  }

  private Node dataset(byte[] type, int[] shape, byte[] data, Map<String, String> attributes) {
    long at = append(data);
    Header header = new Header();
    ByteBuffer space = buffer(8 + 8 * shape.length);
    space.put((byte) 1).put((byte) shape.length).position(8);
    for (int length : shape) {
      space.putLong(length);
    }
    header.message(0x01, bytes(space));
    header.message(0x03, type);
    header.message(
        0x08, bytes(buffer(18).put((byte) 3).put((byte) 1).putLong(at).putLong(data.length)));
    return header.write(attributes);
  }

  private long append(byte[] bytes) {
    long at = (long) SUPERBLOCK_BYTES + body.size();
    body.writeBytes(padded(bytes));
    return at;
  }

  private final class Header {
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private int count;

    void message(int type, byte[] data) {
      byte[] padded = padded(data);
      messages.writeBytes(bytes(buffer(8).putShort((short) type).putShort((short) padded.length)));
      messages.writeBytes(padded);
      count++;
    }

    Node write(Map<String, String> attributes) {
      new LinkedHashMap<>(attributes).forEach(this::attribute);
      ByteBuffer header = buffer(16 + messages.size());
      header.putShort((short) 1).putShort((short) count).putInt(1).putInt(messages.size());
      header.position(16).put(messages.toByteArray());
      return new Node(append(bytes(header)));
    }

    private void attribute(String name, String value) {
      byte[] key = padded(ascii(name + "\0"));
      byte[] type = bytes(buffer(8).put((byte) 0x13).position(4).putInt(value.length()));
      byte[] text = ascii(value);
      message(
          0x0C,
          bytes(
              buffer(8 + key.length + type.length + 8 + text.length)
                  .putShort((short) 1)
                  .putShort((short) (name.length() + 1))
                  .putShort((short) 8)
                  .putShort((short) 8)
                  .put(key)
                  .put(type)
                  .put(new byte[] {1, 0, 0, 0, 0, 0, 0, 0})
                  .put(text)));
    }
  }

  private static int count(int[] shape) {
    int count = 1;
    for (int length : shape) {
      count *= length;
    }
    return count;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static byte[] padded(byte[] bytes) {
    return Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
  }

  private static byte[] filled(int bytes) {
    byte[] filled = new byte[bytes];
    Arrays.fill(filled, (byte) 0xFF);
    return filled;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
