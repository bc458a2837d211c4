/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import java.util.List;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;

/** The arithmetic that a network asks for, layer by layer as it is written. */
final class NetworkWork {
  private NetworkWork() {}

  /** Floating-point operations per pixel of the input: two per multiply-add. */
  static double flopsPerPixel(Network network) {
    List<Network.Node> nodes = network.nodes();
    int[] level = new int[nodes.size()];
    double macs = 0;
    for (int i = 1; i < nodes.size(); i++) {
      Network.Node node = nodes.get(i);
      Layer layer = node.layer();
      int step = layer instanceof Layer.MaxPooling ? 1 : 0;
      step -= layer instanceof Layer.TransposedConvolution ? 1 : 0;
      level[i] = level[node.inputs().get(0)] + step;
      macs += macsPerOutputPixel(layer) / Math.pow(4, level[i]);
    }
    return 2 * macs;
  }

  private static double macsPerOutputPixel(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return convolution.kernel().length();
    }
    if (layer instanceof Layer.DepthwiseConvolution depthwise) {
      return depthwise.kernel().length();
    }
    if (layer instanceof Layer.TransposedConvolution transposed) {
      return transposed.kernel().length() / 4.0;
    }
    return 0;
  }
}
