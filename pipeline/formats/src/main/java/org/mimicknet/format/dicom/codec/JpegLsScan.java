/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * The lines of one JPEG-LS scan (T.87 annex A and B). A line has a sample more at each side: its
 * edges.
 */
final class JpegLsScan {
  private static final int[] RUN_BITS = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private final int width;
  private final int near;
  private final JpegLsBits bits;
  private final JpegLsContexts contexts;
  private final int[] runIndex;

  JpegLsScan(int width, int components, JpegLsCoding coding, JpegLsBits bits) {
    this.width = width;
    this.near = coding.near();
    this.bits = bits;
    this.contexts = new JpegLsContexts(coding, bits);
    this.runIndex = new int[components];
  }

  /** Decodes a line of one component, of which the line {@code above} is known. */
  void line(int component, int[] above, int[] line) throws MemberException {
    setEdges(above, line);
    int x = 1;
    while (x <= width) {
      int context = context(above, line, x);
      if (context == 0) {
        x = run(component, above, line, x);
      } else {
        line[x] = contexts.regular(context, predict(line[x - 1], above[x], above[x - 1]));
        x++;
      }
    }
  }

  /** Decodes a line of several components whose samples take turns. */
  void interleaved(int[][] above, int[][] line) throws MemberException {
    for (int c = 0; c < line.length; c++) {
      setEdges(above[c], line[c]);
    }
    int[] context = new int[line.length];
    int x = 1;
    while (x <= width) {
      int any = 0;
      for (int c = 0; c < line.length; c++) {
        context[c] = context(above[c], line[c], x);
        any |= context[c];
      }
      if (any == 0) {
        x = interleavedRun(above, line, x);
      } else {
        for (int c = 0; c < line.length; c++) {
          int predicted = predict(line[c][x - 1], above[c][x], above[c][x - 1]);
          line[c][x] = contexts.regular(context[c], predicted);
        }
        x++;
      }
    }
  }

  private void setEdges(int[] above, int[] line) {
    above[width + 1] = above[width];
    line[0] = above[1];
  }

  private int context(int[] above, int[] line, int x) {
    int left = line[x - 1];
    int aboveLeft = above[x - 1];
    return 81 * contexts.quantise(above[x + 1] - above[x])
        + 9 * contexts.quantise(above[x] - aboveLeft)
        + contexts.quantise(aboveLeft - left);
  }

  private static int predict(int left, int above, int aboveLeft) {
    int low = Math.min(left, above);
    int high = Math.max(left, above);
    return aboveLeft >= high ? low : aboveLeft <= low ? high : left + above - aboveLeft;
  }

  private int run(int component, int[] above, int[] line, int start) throws MemberException {
    int end = start + runLength(component, width + 1 - start);
    int value = line[start - 1];
    for (int x = start; x < end; x++) {
      line[x] = value;
    }
    if (end > width) {
      return end;
    }
    int type = Math.abs(value - above[end]) <= near ? 1 : 0;
    line[end] = contexts.interruption(type, value, above[end], RUN_BITS[runIndex[component]]);
    shorten(component);
    return end + 1;
  }

  private int interleavedRun(int[][] above, int[][] line, int start) throws MemberException {
    int end = start + runLength(0, width + 1 - start);
    for (int[] samples : line) {
      for (int x = start; x < end; x++) {
        samples[x] = samples[start - 1];
      }
    }
    if (end > width) {
      return end;
    }
    for (int c = 0; c < line.length; c++) {
      line[c][end] =
          contexts.interruption(0, line[c][end - 1], above[c][end], RUN_BITS[runIndex[0]]);
    }
    shorten(0);
    return end + 1;
  }

  /** Samples of a run, at most {@code rest} (A.7.1). */
  private int runLength(int component, int rest) throws MemberException {
    int length = 0;
    while (bits.bit() == 1) {
      int whole = 1 << RUN_BITS[runIndex[component]];
      int part = Math.min(whole, rest - length);
      length += part;
      if (part == whole && runIndex[component] < RUN_BITS.length - 1) {
        runIndex[component]++;
      }
      if (length == rest) {
        return length;
      }
    }
    length += bits.read(RUN_BITS[runIndex[component]]);
    if (length >= rest) {
      throw new MemberException(
          Reason.MALFORMED,
          "Cannot decode JPEG-LS: a run of %s samples where %s are left".formatted(length, rest));
    }
    return length;
  }

  private void shorten(int component) {
    if (runIndex[component] > 0) {
      runIndex[component]--;
    }
  }
}
