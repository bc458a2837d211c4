package org.mimicknet.inference.vector;

import java.util.ArrayList;
import java.util.List;

/**
 * Weights in the order in which a {@link Sweep} uses them. Shared by all engines of a program and
 * never changed.
 *
 * @param values for each group, span and float of the span: {@code group} weights
 * @param lengths floats in each span
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record SweepWeights(float[] values, int[] lengths) {

  /** The weight of input float {@code at} of a span for output channel {@code output}. */
  @FunctionalInterface
  interface Span {
    double weight(int at, int output);
  }

  static Builder builder(ChannelGroups groups) {
    return new Builder(groups);
  }

  /** Collects spans in their order. */
  static final class Builder {
    private final ChannelGroups groups;
    private final List<Span> spans = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();

    private Builder(ChannelGroups groups) {
      this.groups = groups;
    }

    Builder span(int length, Span span) {
      lengths.add(length);
      spans.add(span);
      return this;
    }

    SweepWeights build() {
      int floats = lengths.stream().mapToInt(Integer::intValue).sum();
      float[] values = new float[floats * groups.count() * groups.size()];
      int next = 0;
      for (int group = 0; group < groups.count(); group++) {
        for (int span = 0; span < spans.size(); span++) {
          for (int at = 0; at < lengths.get(span); at++) {
            for (int channel = 0; channel < groups.size(); channel++) {
              int output = group * groups.size() + channel;
              values[next++] =
                  output < groups.outputs() ? (float) spans.get(span).weight(at, output) : 0;
            }
          }
        }
      }
      return new SweepWeights(values, lengths.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
