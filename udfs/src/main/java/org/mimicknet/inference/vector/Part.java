/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.Optional;
import org.mimicknet.model.Layer;

/**
 * One of the concatenated feature maps that a node of the network gives: a stage's rows, or the
 * transposed convolution of them, which is left open because the next convolution may fold it in.
 *
 * @param stage the stage's index
 * @param channels channels of the map
 * @param pending the transposed convolution that is still to be done; null if there is none
 */
record Part(int stage, int channels, Layer.TransposedConvolution pending) {
  static Part of(int stage, int channels) {
    return new Part(stage, channels, null);
  }

  /** The transposed convolution that is still to be done. */
  Optional<Layer.TransposedConvolution> upsampling() {
    return Optional.ofNullable(pending);
  }
}
