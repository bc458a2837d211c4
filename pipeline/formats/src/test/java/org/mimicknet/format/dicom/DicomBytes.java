/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mimicknet.archive.Member;

/** Writes a DICOM file in explicit little endian, element by element, as a test needs it. */
public final class DicomBytes {
  public static final String EXPLICIT = "1.2.840.10008.1.2.1";
  static final int UNDEFINED = -1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A preamble, the mark and a meta group. */
  public static DicomBytes file(String transferSyntax) {
    DicomBytes file = new DicomBytes();
    file.out.writeBytes(new byte[128]);
    file.out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    return file.text(0x0002_0010, "UI", transferSyntax);
  }

  /** A grey image, {@code rows x columns}, of 8 bits. */
  public static DicomBytes grey(String transferSyntax, int rows, int columns) {
    return file(transferSyntax).pixelModule("MONOCHROME2", 1, rows, columns);
  }

  public DicomBytes pixelModule(String photometric, int samples, int rows, int columns) {
    return number(0x0028_0002, samples)
        .text(0x0028_0004, "CS", photometric)
        .number(0x0028_0010, rows)
        .number(0x0028_0011, columns)
        .number(0x0028_0100, 8)
        .number(0x0028_0101, 8)
        .number(0x0028_0102, 7)
        .number(0x0028_0103, 0);
  }

  public DicomBytes text(int tag, String vr, String text) {
    String padded = text.length() % 2 == 0 ? text : text + ' ';
    return element(tag, vr, padded.getBytes(StandardCharsets.ISO_8859_1));
  }

  public DicomBytes number(int tag, int... values) {
    start(tag, "US", 2 * values.length);
    for (int value : values) {
      u16(value);
    }
    return this;
  }

  public DicomBytes longNumber(int tag, int value) {
    return start(tag, "UL", 4).u32(value);
  }

  public DicomBytes element(int tag, String vr, byte[] value) {
    start(tag, vr, value.length);
    out.writeBytes(value);
    return this;
  }

  /** The start of an element, whatever follows. */
  public DicomBytes start(int tag, String vr, int length) {
    u16(tag >>> 16).u16(tag);
    out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
    return Element.isLong(vr) ? u16(0).u32(length) : u16(length);
  }

  /** An item, a fragment or an end of either. */
  public DicomBytes item(int tag, byte[] value) {
    u16(tag >>> 16).u16(tag).u32(value.length);
    out.writeBytes(value);
    return this;
  }

  public DicomBytes itemOfUndefinedLength() {
    return u16(Tag.ITEM >>> 16).u16(Tag.ITEM).u32(UNDEFINED);
  }

  /** A sequence of defined length with one ultrasound region for each {@code left, top, ...}. */
  public DicomBytes regions(int spatialFormat, int[]... corners) {
    DicomBytes items = new DicomBytes();
    for (int[] corner : corners) {
      items.item(
          Tag.ITEM,
          new DicomBytes()
              .number(0x0018_6012, spatialFormat)
              .number(0x0018_6014, 1)
              .longNumber(0x0018_6018, corner[0])
              .longNumber(0x0018_601A, corner[1])
              .longNumber(0x0018_601C, corner[2])
              .longNumber(0x0018_601E, corner[3])
              .bytes());
    }
    return element(Tag.REGIONS, "SQ", items.bytes());
  }

  public DicomBytes pixels(int... values) {
    byte[] bytes = new byte[values.length + values.length % 2];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return element(Tag.PIXELS, "OB", bytes);
  }

  DicomBytes raw(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  DicomBytes raw(byte[] values) {
    out.writeBytes(values);
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  ByteArrayInputStream stream() {
    return new ByteArrayInputStream(bytes());
  }

  Member member() {
    return new Member(
        "a.zip!/b.dcm",
        (long) out.size(),
        Arrays.copyOf(bytes(), Math.min(out.size(), 1024)),
        stream());
  }

  private DicomBytes u16(int value) {
    out.write(value);
    out.write(value >> 8);
    return this;
  }

  private DicomBytes u32(int value) {
    return u16(value).u16(value >> 16);
  }

  /** A frame of RLE: two equal pixels. */
  static byte[] rle(int value) {
    byte[] bytes = new byte[66];
    bytes[0] = 1;
    bytes[4] = 64;
    bytes[64] = -1;
    bytes[65] = (byte) value;
    return bytes;
  }
}
