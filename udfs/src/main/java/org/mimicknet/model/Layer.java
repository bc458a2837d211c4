/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import org.mimicknet.Internal;

/**
 * What a node of a {@link Network} does. Convolutions are cross-correlations with stride 1 and SAME
 * zero padding, their kernels have odd sides; weights are in Keras' own order. A layer that was
 * trained without a bias has a bias of zeros.
 */
@Internal
public sealed interface Layer {
  /** The number of values in kernel and bias. */
  default long parameters() {
    return 0;
  }

  /** The image: one channel. */
  record Input() implements Layer {}

  /** Kernel {@code [rows][columns][inputs][outputs]}, one bias per output. */
  record Convolution(Shape shape, Weights kernel, Weights bias) implements Layer {
    public Convolution {
      shape.checkOddSides();
      check(kernel, "kernel", shape.size());
      check(bias, "bias", shape.outputs());
    }

    @Override
    public long parameters() {
      return (long) kernel.length() + bias.length();
    }
  }

  /** Each channel by its own kernel {@code [rows][columns][inputs]}; shape.outputs == inputs. */
  record DepthwiseConvolution(Shape shape, Weights kernel, Weights bias) implements Layer {
    public DepthwiseConvolution {
      shape.checkOddSides();
      if (shape.inputs() != shape.outputs()) {
        throw new IllegalArgumentException(
            "Cannot make a depthwise convolution of %s to %s channels: they must be equal"
                .formatted(shape.inputs(), shape.outputs()));
      }
      check(kernel, "kernel", (long) shape.rows() * shape.columns() * shape.inputs());
      check(bias, "bias", shape.outputs());
    }

    @Override
    public long parameters() {
      return (long) kernel.length() + bias.length();
    }
  }

  /**
   * 2 x 2 with stride 2, no overlap. Kernel {@code [2][2][outputs][inputs]}: {@code out(2i+a, 2j+b,
   * o) = bias[o] + sum_in x(i, j, in) kernel[a][b][o][in]}.
   */
  record TransposedConvolution(Shape shape, Weights kernel, Weights bias) implements Layer {
    public TransposedConvolution {
      if (shape.rows() != 2 || shape.columns() != 2) {
        throw new IllegalArgumentException(
            "Cannot make a transposed convolution of %s x %s: only 2 x 2 is supported"
                .formatted(shape.rows(), shape.columns()));
      }
      check(kernel, "kernel", shape.size());
      check(bias, "bias", shape.outputs());
    }

    @Override
    public long parameters() {
      return (long) kernel.length() + bias.length();
    }
  }

  /** 2 x 2, stride 2. */
  record MaxPooling() implements Layer {}

  /** {@code max(x, 0) + slope * min(x, 0)}; slope 0 is the plain ReLU. */
  record Relu(float slope) implements Layer {
    public Relu {
      if (!Float.isFinite(slope)) {
        throw new IllegalArgumentException(
            "Cannot make a ReLU of slope %s: it must be finite".formatted(slope));
      }
    }
  }

  /** Channels of the inputs, one after the other. */
  record Concatenation() implements Layer {}

  /** The size of a kernel: rows (axial) x columns (lateral), channels in and out. */
  record Shape(int rows, int columns, int inputs, int outputs) {
    public Shape {
      if (rows <= 0 || columns <= 0 || inputs <= 0 || outputs <= 0) {
        throw new IllegalArgumentException(
            "Cannot make a kernel of %s x %s, %s to %s channels: all must be positive"
                .formatted(rows, columns, inputs, outputs));
      }
    }

    private long size() {
      return Math.multiplyExact((long) rows * columns, (long) inputs * outputs);
    }

    private void checkOddSides() {
      if (rows % 2 == 0 || columns % 2 == 0) {
        throw new IllegalArgumentException(
            "Cannot make a convolution of %s x %s: both sides must be odd"
                .formatted(rows, columns));
      }
    }
  }

  private static void check(Weights weights, String what, long length) {
    if (weights.length() != length) {
      throw new IllegalArgumentException(
          "Cannot make a layer: its %s has %s values, %s are needed"
              .formatted(what, weights.length(), length));
    }
  }
}
