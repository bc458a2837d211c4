/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.clarius;

import java.util.Arrays;

/** Which envelope belongs to which IQ frame, by their time stamps. */
final class Pairing {
  static final int NONE = -1;

  private Pairing() {}

  /**
   * For every IQ frame the envelope that is nearest to it, if it is also the nearest to that
   * envelope and no farther than {@code mostNs}; else {@link #NONE}. Of equally near ones the
   * first. Time is the product of both counts.
   */
  static int[] of(long[] iqNs, long[] envelopeNs, double mostNs) {
    int[] pairs = new int[iqNs.length];
    Arrays.fill(pairs, NONE);
    for (int i = 0; i < iqNs.length; i++) {
      int envelope = nearest(iqNs[i], envelopeNs);
      if (envelope != NONE
          && nearest(envelopeNs[envelope], iqNs) == i
          && distance(iqNs[i], envelopeNs[envelope]) <= mostNs) {
        pairs[i] = envelope;
      }
    }
    return pairs;
  }

  private static int nearest(long time, long[] times) {
    int nearest = NONE;
    for (int i = 0; i < times.length; i++) {
      if (nearest == NONE || distance(time, times[i]) < distance(time, times[nearest])) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static double distance(long one, long other) {
    return Math.abs((double) one - (double) other);
  }
}
