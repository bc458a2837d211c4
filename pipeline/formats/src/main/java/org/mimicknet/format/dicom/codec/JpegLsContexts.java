/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import java.util.Arrays;
import org.mimicknet.archive.MemberException;

/**
 * The adaptive state of a JPEG-LS scan and the decoding of one prediction error (T.87 annex A): 365
 * contexts of regular mode and two of interrupted runs.
 */
final class JpegLsContexts {
  private static final int REGULAR = 365;
  private static final int MIN_BIAS = -128;
  private static final int MAX_BIAS = 127;

  private final JpegLsCoding coding;
  private final JpegLsBits bits;
  private final int step;
  private final int span;
  private final int maxValue;
  private final int near;
  private final int limit;
  private final int errorBits;
  // A, B, C and N of T.87; negatives is Nn.
  private final int[] magnitude = new int[REGULAR + 2];
  private final int[] bias = new int[REGULAR];
  private final int[] correction = new int[REGULAR];
  private final int[] count = new int[REGULAR + 2];
  private final int[] negatives = new int[2];

  JpegLsContexts(JpegLsCoding coding, JpegLsBits bits) {
    this.coding = coding;
    this.bits = bits;
    this.step = coding.step();
    this.span = coding.range() * coding.step();
    this.maxValue = coding.maxValue();
    this.near = coding.near();
    this.limit = coding.limit();
    this.errorBits = coding.errorBits();
    Arrays.fill(magnitude, Math.max(2, (coding.range() + 32) / 64));
    Arrays.fill(count, 1);
  }

  /** The index of a local gradient, -4 to 4 (A.3.3). */
  int quantise(int gradient) {
    int size = Math.abs(gradient);
    int index;
    if (size <= near) {
      return 0;
    } else if (size < coding.t1()) {
      index = 1;
    } else if (size < coding.t2()) {
      index = 2;
    } else if (size < coding.t3()) {
      index = 3;
    } else {
      index = 4;
    }
    return gradient < 0 ? -index : index;
  }

  /**
   * A sample of regular mode (A.4 to A.6).
   *
   * @param context signed context: {@code 81 Q1 + 9 Q2 + Q3}
   * @param predicted the prediction of the edge detector
   */
  int regular(int context, int predicted) throws MemberException {
    int sign = context < 0 ? -1 : 1;
    int q = Math.abs(context);
    int prediction = clamp(predicted + sign * correction[q]);
    int k = golomb(magnitude[q], count[q]);
    int code = code(k, limit);
    int error = (code & 1) == 0 ? code >> 1 : -((code + 1) >> 1);
    if (near == 0 && k == 0 && 2 * bias[q] <= -count[q]) {
      error = -error - 1;
    }
    update(q, error);
    return reconstruct(prediction, sign * error);
  }

  /**
   * The sample that interrupts a run (A.7.2).
   *
   * @param type 1 if {@code left} and {@code above} are as good as equal, else 0
   * @param runBits bits of the run-length code in use: J of RUNindex
   */
  int interruption(int type, int left, int above, int runBits) throws MemberException {
    int q = REGULAR + type;
    int n = count[q];
    int k = golomb(type == 0 ? magnitude[q] : magnitude[q] + (n >> 1), n);
    int code = code(k, limit - runBits - 1);
    int folded = code + type;
    int map = folded & 1;
    int error = (folded + map) >> 1;
    boolean mostlyNegative = k != 0 || 2 * negatives[type] >= n;
    if (mostlyNegative == (map == 1)) {
      error = -error;
    }
    if (error < 0) {
      negatives[type]++;
    }
    magnitude[q] += (code + 1 - type) >> 1;
    if (n == coding.reset()) {
      magnitude[q] >>= 1;
      count[q] >>= 1;
      negatives[type] >>= 1;
    }
    count[q]++;
    int sign = type == 0 && left > above ? -1 : 1;
    return reconstruct(type == 1 ? left : above, sign * error);
  }

  private void update(int q, int error) {
    int b = bias[q] + error * step;
    int n = count[q];
    magnitude[q] += Math.abs(error);
    if (n == coding.reset()) {
      magnitude[q] >>= 1;
      b >>= 1;
      n >>= 1;
    }
    n++;
    if (b <= -n) {
      b = Math.max(b + n, -n + 1);
      correction[q] = Math.max(correction[q] - 1, MIN_BIAS);
    } else if (b > 0) {
      b = Math.min(b - n, 0);
      correction[q] = Math.min(correction[q] + 1, MAX_BIAS);
    }
    bias[q] = b;
    count[q] = n;
  }

  private static int golomb(int magnitude, int count) {
    int k = 0;
    while (k < 24 && count << k < magnitude) {
      k++;
    }
    return k;
  }

  /** A limited-length Golomb code (A.5.3). */
  private int code(int k, int longest) throws MemberException {
    int escape = longest - errorBits - 1;
    int zeros = bits.zeros(escape);
    return zeros < escape ? zeros << k | bits.read(k) : bits.read(errorBits) + 1;
  }

  private int reconstruct(int prediction, int error) {
    int sample = prediction + error * step;
    if (sample < -near) {
      sample += span;
    } else if (sample > maxValue + near) {
      sample -= span;
    }
    return clamp(sample);
  }

  private int clamp(int sample) {
    return Math.max(0, Math.min(maxValue, sample));
  }
}
