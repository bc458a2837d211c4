/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.util.Locale;

/** What the samples of a pixel stand for (PS3.3 section C.7.6.3.1.2). */
enum Photometric {
  MONOCHROME1,
  MONOCHROME2,
  PALETTE_COLOR,
  RGB,
  YBR_FULL,
  YBR_FULL_422,
  YBR_PARTIAL_422,
  YBR_PARTIAL_420,
  YBR_ICT,
  YBR_RCT,
  OTHER;

  static Photometric of(String text) {
    String name = text.replace(' ', '_').toUpperCase(Locale.ROOT);
    for (Photometric photometric : values()) {
      if (photometric.name().equals(name)) {
        return photometric;
      }
    }
    return OTHER;
  }

  /** Whether two pixels of an uncompressed frame share their chroma. */
  boolean isSubsampled() {
    return this == YBR_FULL_422 || this == YBR_PARTIAL_422;
  }

  /** Samples of a pixel. */
  int samples() {
    return switch (this) {
      case MONOCHROME1, MONOCHROME2, PALETTE_COLOR -> 1;
      default -> 3;
    };
  }

  /** Whether a decoder gives red, green, blue: also where JPEG 2000 mixed them. */
  boolean isRgbOnceDecoded() {
    return this == RGB || this == YBR_ICT || this == YBR_RCT;
  }
}
