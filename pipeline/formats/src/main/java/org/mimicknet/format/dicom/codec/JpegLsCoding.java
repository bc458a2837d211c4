/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * Parameters of JPEG-LS coding that hold for a scan (T.87 sections 3 and C.2.4.1.1).
 *
 * @param maxValue greatest sample: MAXVAL
 * @param near greatest error of a sample: NEAR, 0 for lossless
 * @param t1 first threshold of a local gradient; {@code t2} and {@code t3} are the others
 * @param reset how many samples of a context halve its counts: RESET
 */
record JpegLsCoding(int maxValue, int near, int t1, int t2, int t3, int reset) {
  private static final int DEFAULT_RESET = 64;

  /** The presets of a file, in which 0 stands for the default. */
  record Presets(int maxValue, int t1, int t2, int t3, int reset) {
    static final Presets DEFAULT = new Presets(0, 0, 0, 0, 0);
  }

  static JpegLsCoding of(Presets presets, int precision, int near) throws MemberException {
    int maxValue = presets.maxValue() == 0 ? (1 << precision) - 1 : presets.maxValue();
    if (maxValue >= 1 << precision || near > Math.min(255, maxValue / 2)) {
      throw new MemberException(
          Reason.MALFORMED,
          "Cannot decode JPEG-LS: greatest value %s and error %s at %s bits"
              .formatted(maxValue, near, precision));
    }
    int t1;
    int t2;
    int t3;
    if (maxValue >= 128) {
      int factor = (Math.min(maxValue, 4095) + 128) / 256;
      t1 = clamp(factor + 2 + 3 * near, near + 1, maxValue);
      t2 = clamp(4 * factor + 3 + 5 * near, t1, maxValue);
      t3 = clamp(17 * factor + 4 + 7 * near, t2, maxValue);
    } else {
      int factor = 256 / (maxValue + 1);
      t1 = clamp(Math.max(2, 3 / factor + 3 * near), near + 1, maxValue);
      t2 = clamp(Math.max(3, 7 / factor + 5 * near), t1, maxValue);
      t3 = clamp(Math.max(4, 21 / factor + 7 * near), t2, maxValue);
    }
    JpegLsCoding coding =
        new JpegLsCoding(
            maxValue,
            near,
            presets.t1() == 0 ? t1 : presets.t1(),
            presets.t2() == 0 ? t2 : presets.t2(),
            presets.t3() == 0 ? t3 : presets.t3(),
            presets.reset() == 0 ? DEFAULT_RESET : presets.reset());
    coding.check();
    return coding;
  }

  private void check() throws MemberException {
    if (t1 <= near || t2 < t1 || t3 < t2 || t3 > maxValue || reset < 3) {
      throw new MemberException(
          Reason.MALFORMED,
          "Cannot decode JPEG-LS: thresholds %s, %s, %s and reset %s at greatest value %s"
              .formatted(t1, t2, t3, reset, maxValue));
    }
  }

  /** Width of a quantised step: {@code 2 NEAR + 1}. */
  int step() {
    return 2 * near + 1;
  }

  int range() {
    return (maxValue + 2 * near) / step() + 1;
  }

  /** Bits of a quantised prediction error: qbpp. */
  int errorBits() {
    return bits(range());
  }

  /** Longest Golomb code: LIMIT. */
  int limit() {
    int sampleBits = Math.max(2, bits(maxValue + 1));
    return 2 * (sampleBits + Math.max(8, sampleBits));
  }

  private static int bits(int values) {
    return 32 - Integer.numberOfLeadingZeros(values - 1);
  }

  private static int clamp(int value, int low, int high) {
    return value > high || value < low ? low : value;
  }
}
