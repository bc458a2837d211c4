/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/**
 * How output channels share registers: {@code count} groups of {@code size} channels, the last ones
 * padded with zeros up to whole vectors.
 *
 * @param outputs real output channels
 * @param lanes floats of a vector
 * @param vectors vectors of a group: 2, or 1 where the number of vectors is odd
 */
record ChannelGroups(int outputs, int lanes, int vectors) {

  static ChannelGroups of(int outputs, int lanes) {
    return new ChannelGroups(outputs, lanes, vectorsOf(outputs, lanes) % 2 == 0 ? 2 : 1);
  }

  int size() {
    return vectors * lanes;
  }

  int count() {
    return vectorsOf(outputs, lanes) / vectors;
  }

  private static int vectorsOf(int outputs, int lanes) {
    return (outputs + lanes - 1) / lanes;
  }
}
