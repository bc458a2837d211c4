/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * JPEG-LS (T.87), lossless and near-lossless, of 2 to 16 bits, components apart or interleaved by
 * line or by sample. Restart intervals, mapping tables and point transforms are refused: no scanner
 * was seen to write them.
 */
final class JpegLsDecoder {
  private static final int SOF55 = 0xF7;
  private static final int LSE = 0xF8;
  private static final int SOS = 0xDA;
  private static final int DRI = 0xDD;
  private static final int APP8 = 0xE8;
  private static final int EOI = 0xD9;

  private final byte[] bytes;
  private final FrameLayout layout;
  private final byte[] pixels;
  private final boolean[] decoded;
  private JpegLsCoding.Presets presets = JpegLsCoding.Presets.DEFAULT;
  private int[] ids = {};
  private int precision;

  private JpegLsDecoder(byte[] bytes, FrameLayout layout) {
    this.bytes = bytes;
    this.layout = layout;
    this.pixels = new byte[Math.toIntExact(layout.frameBytes())];
    this.decoded = new boolean[layout.samples()];
  }

  static byte[] decode(byte[] codestream, FrameLayout layout) throws MemberException {
    JpegLsDecoder decoder = new JpegLsDecoder(codestream, layout);
    decoder.segments();
    return decoder.pixels;
  }

  private void segments() throws MemberException {
    int at = 2;
    while (!isComplete()) {
      require(at + 4 <= bytes.length, Reason.TRUNCATED, "it ends before its last scan");
      require((bytes[at] & 0xFF) == 0xFF, Reason.MALFORMED, "a marker is missing");
      int marker = bytes[at + 1] & 0xFF;
      require(marker != EOI, Reason.TRUNCATED, "it ends before its last scan");
      if (marker == 0xFF) {
        at++;
        continue;
      }
      int body = at + 4;
      int end = at + 2 + u16(at + 2);
      require(end >= body && end <= bytes.length, Reason.TRUNCATED, "a segment is cut");
      switch (marker) {
        case SOF55 -> frame(body, end);
        case LSE -> presets(body, end);
        case SOS -> end = scan(body, end);
        case DRI -> unsupported(u16(body) != 0, "restart intervals");
        case APP8 ->
            unsupported(
                end - body >= 5 && bytes[body] == 'm' && bytes[body + 4] != 0,
                "a colour transform");
        default ->
            unsupported(
                marker >= 0xC0 && marker < 0xD0 && marker != 0xC4, "another process of JPEG");
      }
      at = end;
    }
  }

  private boolean isComplete() {
    for (boolean component : decoded) {
      if (!component) {
        return false;
      }
    }
    return true;
  }

  private void frame(int body, int end) throws MemberException {
    require(end - body >= 6, Reason.TRUNCATED, "the frame header is cut");
    precision = bytes[body] & 0xFF;
    int rows = u16(body + 1);
    int columns = u16(body + 3);
    int components = bytes[body + 5] & 0xFF;
    if (rows != layout.rows()
        || columns != layout.columns()
        || components != layout.samples()
        || precision < 2
        || precision > Math.min(16, layout.bitsAllocated())) {
      throw new MemberException(
          Reason.MALFORMED,
          "Cannot decode JPEG-LS of %s x %s x %s samples of %s bits: the data set says %s x %s x %s of %s"
              .formatted(
                  rows,
                  columns,
                  components,
                  precision,
                  layout.rows(),
                  layout.columns(),
                  layout.samples(),
                  layout.bitsAllocated()));
    }
    require(end - body >= 6 + 3 * components, Reason.TRUNCATED, "the frame header is cut");
    ids = new int[components];
    for (int c = 0; c < components; c++) {
      ids[c] = bytes[body + 6 + 3 * c];
    }
  }

  private void presets(int body, int end) throws MemberException {
    require(end > body, Reason.MALFORMED, "an empty segment of presets");
    unsupported(bytes[body] != 1, "mapping tables or extended sizes");
    require(end - body >= 11, Reason.TRUNCATED, "a segment of presets is cut");
    presets =
        new JpegLsCoding.Presets(
            u16(body + 1), u16(body + 3), u16(body + 5), u16(body + 7), u16(body + 9));
  }

  /** Decodes the scan whose header is given; returns where the next marker is. */
  private int scan(int body, int end) throws MemberException {
    require(ids.length > 0, Reason.MALFORMED, "a scan comes before the frame header");
    int count = bytes[body] & 0xFF;
    require(count > 0 && end - body >= 4 + 2 * count, Reason.MALFORMED, "a scan header is cut");
    int[] components = new int[count];
    for (int i = 0; i < count; i++) {
      components[i] = component(bytes[body + 1 + 2 * i]);
      unsupported(bytes[body + 2 + 2 * i] != 0, "mapping tables");
    }
    int near = bytes[body + 1 + 2 * count] & 0xFF;
    int interleave = bytes[body + 2 + 2 * count];
    unsupported(bytes[body + 3 + 2 * count] != 0, "point transforms");
    require(
        interleave >= 0 && interleave <= 2 && (interleave > 0 || count == 1),
        Reason.MALFORMED,
        "an unknown interleave mode");
    JpegLsBits bits = new JpegLsBits(bytes, end);
    JpegLsCoding coding = JpegLsCoding.of(presets, precision, near);
    JpegLsScan scan = new JpegLsScan(layout.columns(), count, coding, bits);
    int[][] above = new int[count][layout.columns() + 2];
    int[][] line = new int[count][layout.columns() + 2];
    for (int y = 0; y < layout.rows(); y++) {
      if (interleave == 2) {
        scan.interleaved(above, line);
      } else {
        for (int c = 0; c < count; c++) {
          scan.line(c, above[c], line[c]);
        }
      }
      for (int c = 0; c < count; c++) {
        store(line[c], y, components[c]);
      }
      int[][] spare = above;
      above = line;
      line = spare;
    }
    return bits.end();
  }

  private int component(int id) throws MemberException {
    for (int c = 0; c < ids.length; c++) {
      if (ids[c] == id && !decoded[c]) {
        decoded[c] = true;
        return c;
      }
    }
    throw new MemberException(
        Reason.MALFORMED, "Cannot decode JPEG-LS: a scan of component %s".formatted(id));
  }

  private void store(int[] line, int y, int component) {
    int width = layout.bytesPerSample();
    int stride = layout.samples() * width;
    int at = y * layout.columns() * stride + component * width;
    for (int x = 1; x <= layout.columns(); x++, at += stride) {
      LittleEndian.put(pixels, at, line[x], width);
    }
  }

  private int u16(int at) {
    return BigEndian.u16(bytes, at);
  }

  private static void require(boolean holds, Reason reason, String what) throws MemberException {
    if (!holds) {
      throw new MemberException(reason, "Cannot decode JPEG-LS: " + what);
    }
  }

  private static void unsupported(boolean used, String what) throws MemberException {
    if (used) {
      throw new MemberException(
          Reason.UNSUPPORTED_TRANSFER_SYNTAX,
          "Cannot decode JPEG-LS with %s: not supported".formatted(what));
    }
  }
}
