/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * What the marker segments of a JPEG before its first scan say (T.81 annex B).
 *
 * @param process code of the start-of-frame marker: 0xC0 baseline, 0xC1 extended, 0xC3 lossless
 * @param precision bits of a sample
 * @param colour what the components are, by the APP14 segment of Adobe, a JFIF segment or the ids
 */
record JpegHeader(
    int process, int precision, int rows, int columns, int components, StoredColour colour) {
  private static final int LOSSLESS = 0xC3;
  private static final int DHT = 0xC4;
  private static final int JPG = 0xC8;
  private static final int DAC = 0xCC;
  private static final int SOS = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP14 = 0xEE;

  static JpegHeader of(byte[] bytes) throws MemberException {
    boolean jfif = false;
    int adobeTransform = -1;
    int at = 2;
    if (bytes.length < 4 || BigEndian.u16(bytes, 0) != 0xFFD8) {
      throw new MemberException(
          Reason.MALFORMED, "Cannot decode JPEG: it does not start with the marker SOI");
    }
    while (at + 4 <= bytes.length) {
      if ((bytes[at] & 0xFF) != 0xFF) {
        throw new MemberException(
            Reason.MALFORMED, "Cannot decode JPEG: no marker at byte %s".formatted(at));
      }
      int marker = bytes[at + 1] & 0xFF;
      if (marker == 0xFF) {
        at++;
        continue;
      }
      int length = BigEndian.u16(bytes, at + 2);
      int body = at + 4;
      if (length < 2 || body + length - 2 > bytes.length || marker == SOS) {
        break;
      }
      if (marker == APP0 && length >= 7 && isText(bytes, body, "JFIF")) {
        jfif = true;
      } else if (marker == APP14 && length >= 14 && isText(bytes, body, "Adobe")) {
        adobeTransform = bytes[body + 11] & 0xFF;
      } else if (isFrame(marker) && length >= 8) {
        int components = bytes[body + 5] & 0xFF;
        if (length < 8 + 3 * components) {
          break;
        }
        return new JpegHeader(
            marker,
            bytes[body] & 0xFF,
            BigEndian.u16(bytes, body + 1),
            BigEndian.u16(bytes, body + 3),
            components,
            components == 3
                ? colour(marker, adobeTransform, jfif, bytes, body + 6)
                : StoredColour.AS_DECLARED);
      }
      at = body + length - 2;
    }
    throw new MemberException(
        Reason.TRUNCATED, "Cannot decode JPEG: it ends, or starts a scan, before its frame header");
  }

  void check(FrameLayout layout) throws MemberException {
    if (rows != layout.rows()
        || columns != layout.columns()
        || components != layout.samples()
        || precision > layout.bitsAllocated()) {
      throw new MemberException(
          Reason.MALFORMED,
          "Cannot decode JPEG of %s x %s x %s samples of %s bits: the data set says %s x %s x %s of %s"
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
  }

  static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC;
  }

  /** As libjpeg decides: by the markers, else by the ids, else YCbCr where it is lossy. */
  private static StoredColour colour(
      int process, int adobeTransform, boolean jfif, byte[] bytes, int ids) {
    if (jfif) {
      return StoredColour.YBR;
    }
    if (adobeTransform >= 0) {
      return adobeTransform == 0 ? StoredColour.RGB : StoredColour.YBR;
    }
    if (bytes[ids] == 'R' && bytes[ids + 3] == 'G' && bytes[ids + 6] == 'B') {
      return StoredColour.RGB;
    }
    if (process == LOSSLESS) {
      return StoredColour.AS_DECLARED;
    }
    boolean isSubsampled = bytes[ids + 1] != bytes[ids + 4] || bytes[ids + 1] != bytes[ids + 7];
    return isSubsampled ? StoredColour.YBR : StoredColour.ASSUMED_YBR;
  }

  private static boolean isText(byte[] bytes, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
