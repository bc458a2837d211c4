/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.ArrayList;
import java.util.List;

/**
 * Weights in the order in which a {@link Sweep} uses them. Shared by all engines of a program and
 * never changed.
 *
 * @param values for each group, span and float of the span: a group for even, one for odd pixels
 * @param spans how many there are
 * @param length floats in each span
 * @param butterfly the span before which sum and difference become even and odd pixels; -1 for none
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record SweepWeights(float[] values, int spans, int length, int butterfly) {
  private static final int NO_BUTTERFLY = -1;

  /** The weight of input float {@code at} of a span for output channel {@code output}. */
  @FunctionalInterface
  interface Span {
    double weight(int at, int output);
  }

  static Builder builder(ChannelGroups groups, int length) {
    return new Builder(groups, length);
  }

  /** Collects spans in their order. */
  static final class Builder {
    private final ChannelGroups groups;
    private final int length;
    private final List<Span> even = new ArrayList<>();
    private final List<Span> odd = new ArrayList<>();
    private int butterfly = NO_BUTTERFLY;

    private Builder(ChannelGroups groups, int length) {
      this.groups = groups;
      this.length = length;
    }

    void span(Span evenPixel, Span oddPixel) {
      even.add(evenPixel);
      odd.add(oddPixel);
    }

    /** The spans so far give a sum and a difference. */
    void butterfly() {
      butterfly = even.size();
    }

    SweepWeights build() {
      float[] values = new float[even.size() * length * groups.count() * groups.size() * 2];
      int next = 0;
      for (int group = 0; group < groups.count(); group++) {
        for (int span = 0; span < even.size(); span++) {
          for (int at = 0; at < length; at++) {
            next = put(even.get(span), at, group, values, next);
            next = put(odd.get(span), at, group, values, next);
          }
        }
      }
      return new SweepWeights(values, even.size(), length, butterfly);
    }

    private int put(Span span, int at, int group, float[] values, int next) {
      for (int channel = 0; channel < groups.size(); channel++) {
        int output = group * groups.size() + channel;
        values[next + channel] = output < groups.outputs() ? (float) span.weight(at, output) : 0;
      }
      return next + groups.size();
    }
  }
}
