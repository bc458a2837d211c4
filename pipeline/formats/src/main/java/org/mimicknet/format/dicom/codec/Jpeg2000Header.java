/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import java.nio.ByteBuffer;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * What the main header of a JPEG 2000 codestream says (T.800 annex A): sizes from its segment SIZ,
 * colour transform from COD.
 *
 * @param components components, each of them at full resolution
 * @param tiles tiles of the image
 */
record Jpeg2000Header(long rows, long columns, int components, long tiles, StoredColour colour) {
  private static final int SOC = 0xFF4F;
  private static final int SIZ = 0xFF51;
  private static final int COD = 0xFF52;
  private static final int CAP = 0xFF50;
  private static final int SOT = 0xFF90;
  private static final int SIZ_BYTES = 38;
  private static final int MAX_TILES = 65_535;

  static Jpeg2000Header of(byte[] bytes) throws MemberException {
    int start = codestream(bytes);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (start < 0 || bytes.length - start < 4 + SIZ_BYTES) {
      throw new MemberException(
          Reason.MALFORMED, "Cannot decode JPEG 2000: it does not start with the markers SOC, SIZ");
    }
    int siz = start + 4;
    long x1 = u32(in, siz + 4);
    long y1 = u32(in, siz + 8);
    long x0 = u32(in, siz + 12);
    long y0 = u32(in, siz + 16);
    long tileWidth = u32(in, siz + 20);
    long tileHeight = u32(in, siz + 24);
    int components = in.getShort(siz + 36) & 0xFFFF;
    if (tileWidth == 0 || tileHeight == 0 || bytes.length - siz < SIZ_BYTES + 3 * components) {
      throw new MemberException(
          Reason.MALFORMED,
          "Cannot decode JPEG 2000: tiles of %s x %s, %s components"
              .formatted(tileHeight, tileWidth, components));
    }
    for (int c = 0; c < components; c++) {
      if (in.getShort(siz + SIZ_BYTES + 3 * c + 1) != 0x0101) {
        throw new MemberException(
            Reason.UNSUPPORTED_TRANSFER_SYNTAX,
            "Cannot decode JPEG 2000: component %s is sub-sampled".formatted(c));
      }
    }
    long tiles =
        tiles(x1 - u32(in, siz + 28), tileWidth) * tiles(y1 - u32(in, siz + 32), tileHeight);
    int firstTilePart = after(in, siz);
    requireWhole(in, firstTilePart);
    return new Jpeg2000Header(y1 - y0, x1 - x0, components, tiles, colour(in, siz, firstTilePart));
  }

  void check(FrameLayout layout) throws MemberException {
    if (rows != layout.rows() || columns != layout.columns() || components != layout.samples()) {
      throw new MemberException(
          Reason.MALFORMED,
          "Cannot decode JPEG 2000 of %s x %s x %s samples: the data set says %s x %s x %s"
              .formatted(
                  rows, columns, components, layout.rows(), layout.columns(), layout.samples()));
    }
    if (tiles <= 0 || tiles > Math.min(MAX_TILES, layout.pixelCount())) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "Cannot decode JPEG 2000 of %s tiles: at most %s are allowed"
              .formatted(tiles, MAX_TILES));
    }
  }

  private static long tiles(long size, long tile) {
    return (size + tile - 1) / tile;
  }

  private static int codestream(byte[] bytes) {
    for (int i = 0; i + 4 <= bytes.length; i++) {
      if (BigEndian.u16(bytes, i) == SOC && BigEndian.u16(bytes, i + 2) == SIZ) {
        return i;
      }
    }
    return -1;
  }

  /** Where the main header ends: at the first tile-part. */
  private static int after(ByteBuffer in, int siz) throws MemberException {
    int at = siz - 2;
    while (at + 4 <= in.limit()) {
      int marker = in.getShort(at) & 0xFFFF;
      if (marker == SOT) {
        return at;
      }
      if (marker == CAP) {
        throw new MemberException(
            Reason.UNSUPPORTED_TRANSFER_SYNTAX,
            "Cannot decode JPEG 2000 with extended capabilities (high throughput)");
      }
      at += 2 + (in.getShort(at + 2) & 0xFFFF);
    }
    throw new MemberException(
        Reason.TRUNCATED, "Cannot decode JPEG 2000: it ends within its main header");
  }

  /** The decoder takes zeros for what is missing, so the lengths of the tile-parts are checked. */
  private static void requireWhole(ByteBuffer in, int firstTilePart) throws MemberException {
    long at = firstTilePart;
    while (at + 12 <= in.limit() && (in.getShort((int) at) & 0xFFFF) == SOT) {
      long length = u32(in, (int) at + 6);
      if (length == 0) {
        return;
      }
      if (length < 12 || at + length > in.limit()) {
        throw new MemberException(
            Reason.TRUNCATED,
            "Cannot decode JPEG 2000: a tile-part announces %s bytes and %s are there"
                .formatted(length, in.limit() - at));
      }
      at += length;
    }
  }

  private static StoredColour colour(ByteBuffer in, int siz, int end) {
    for (int at = siz - 2; at < end - 8; at += 2 + (in.getShort(at + 2) & 0xFFFF)) {
      if ((in.getShort(at) & 0xFFFF) == COD) {
        return in.get(at + 8) == 1 ? StoredColour.RGB : StoredColour.AS_DECLARED;
      }
    }
    return StoredColour.AS_DECLARED;
  }

  private static long u32(ByteBuffer in, int at) {
    return in.getInt(at) & 0xFFFF_FFFFL;
  }
}
