/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** What the first and last bytes of a codestream, or of a part of it, say. */
final class Codestream {
  private static final byte[] JPEG = {-1, (byte) 0xD8, -1};
  private static final byte[] JPEG_2000 = {-1, 0x4F, -1, 0x51};
  private static final byte[] JP2 = {0, 0, 0, 12, 'j', 'P', ' ', ' '};
  private static final int RLE_HEADER_BYTES = 64;
  private static final int MAX_RLE_SEGMENTS = 15;
  private static final int SOF55 = 0xF7;
  private static final int EOI = 0xD9;

  private Codestream() {}

  /** What it is; empty where its start says nothing. */
  static Optional<Compression> compression(byte[] bytes) {
    byte[] start = withoutFill(bytes);
    if (startsJpeg(start)) {
      int frame = frameHeader(start);
      return frame < 0
          ? Optional.empty()
          : Optional.of(
              (start[frame + 1] & 0xFF) == SOF55 ? Compression.JPEG_LS : Compression.JPEG);
    }
    if (startsJpeg2000(start)) {
      return Optional.of(Compression.JPEG_2000);
    }
    return startsRle(start) ? Optional.of(Compression.RLE) : Optional.empty();
  }

  static boolean startsJpeg(byte[] bytes) {
    return startsWith(withoutFill(bytes), JPEG);
  }

  static boolean startsJpeg2000(byte[] bytes) {
    return startsWith(bytes, JPEG_2000) || startsWith(bytes, JP2);
  }

  /** Whether the header names segments one after the other, the first of them behind itself. */
  static boolean startsRle(byte[] bytes) {
    if (bytes.length < RLE_HEADER_BYTES) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int segments = header.getInt(0);
    if (segments < 1 || segments > MAX_RLE_SEGMENTS || header.getInt(4) != RLE_HEADER_BYTES) {
      return false;
    }
    for (int i = 1; i < segments; i++) {
      if (header.getInt(4 + 4 * i) <= header.getInt(4 * i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the end marker of JPEG, JPEG-LS or JPEG 2000 is there, and zeros at most behind it. */
  static boolean endsWithMarker(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end >= 2 && bytes[end - 2] == -1 && (bytes[end - 1] & 0xFF) == EOI;
  }

  /** Components of a pixel of a JPEG or JPEG-LS; 0 where its header does not say it. */
  static int components(byte[] bytes) {
    int frame = frameHeader(bytes);
    return frame < 0 || frame + 9 >= bytes.length ? 0 : bytes[frame + 9] & 0xFF;
  }

  /** Without the bytes FF that may come before a marker. */
  static byte[] withoutFill(byte[] bytes) {
    int at = 0;
    while (at + 2 < bytes.length && bytes[at] == -1 && bytes[at + 1] == -1) {
      at++;
    }
    return at == 0 ? bytes : Arrays.copyOfRange(bytes, at, bytes.length);
  }

  /** Where the marker of the frame header is; negative where it comes later, or not at all. */
  private static int frameHeader(byte[] bytes) {
    int at = 2;
    while (at + 4 <= bytes.length && bytes[at] == -1) {
      int marker = bytes[at + 1] & 0xFF;
      if (marker == 0xFF) {
        at++;
      } else if (marker == SOF55 || JpegHeader.isFrame(marker)) {
        return at;
      } else {
        at += 2 + BigEndian.u16(bytes, at + 2);
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] bytes, byte[] first) {
    return bytes.length >= first.length
        && Arrays.equals(bytes, 0, first.length, first, 0, first.length);
  }
}
