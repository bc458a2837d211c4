/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import org.mimicknet.model.Layer;

/**
 * The weights of a convolution that read one of several concatenated feature maps.
 *
 * @param layer the convolution
 * @param firstInput the map's first channel among the convolution's inputs
 * @param inputs the map's channels
 */
record KernelSlice(Layer.Convolution layer, int firstInput, int inputs) {

  double at(int row, int column, int input, int output) {
    Layer.Shape shape = layer.shape();
    int tap = row * shape.columns() + column;
    return layer
        .kernel()
        .at((tap * shape.inputs() + firstInput + input) * shape.outputs() + output);
  }

  int rows() {
    return layer.shape().rows();
  }

  int columns() {
    return layer.shape().columns();
  }

  int outputs() {
    return layer.shape().outputs();
  }
}
