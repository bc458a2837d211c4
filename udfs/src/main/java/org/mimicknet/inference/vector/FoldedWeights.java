/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.ArrayList;
import java.util.List;
import org.mimicknet.model.Layer;

/**
 * A transposed convolution followed by a convolution with three columns, composed into one map from
 * the low-resolution rows to each of the four phases (row parity, column parity) of the output: the
 * kernel's taps on the upsampled map fall on few low-resolution pixels. Exact but for rounding.
 *
 * <p>Upsampled row {@code u} comes from low row {@code floor(u / 2)} with the transposed kernel's
 * row {@code u mod 2}; likewise columns.
 */
final class FoldedWeights {
  private final Layer.TransposedConvolution up;
  private final KernelSlice kernel;

  /**
   * @param up the transposed convolution
   * @param kernel the part of the convolution's kernel that reads the upsampled map
   */
  FoldedWeights(Layer.TransposedConvolution up, KernelSlice kernel) {
    this.up = up;
    this.kernel = kernel;
  }

  int inputs() {
    return up.shape().inputs();
  }

  int outputs() {
    return kernel.outputs();
  }

  int kernelRows() {
    return kernel.rows();
  }

  /** The first low row, counted from {@code row / 2}, for output rows of this parity. */
  static int firstRow(int kernelRows, int rowParity) {
    return Math.floorDiv(rowParity - kernelRows / 2, 2);
  }

  /** The last such row. */
  static int lastRow(int kernelRows, int rowParity) {
    return Math.floorDiv(rowParity + kernelRows / 2, 2);
  }

  /**
   * Adds two spans per low row, of one low pixel each: the left and the own one for the even pixel,
   * the own and the right one for the odd pixel.
   */
  void addSpans(SweepWeights.Builder builder, int rowParity) {
    int last = lastRow(kernel.rows(), rowParity);
    for (int low = firstRow(kernel.rows(), rowParity); low <= last; low++) {
      for (int column = 0; column < 2; column++) {
        builder.span(span(rowParity, 0, low, column - 1), span(rowParity, 1, low, column));
      }
    }
  }

  private SweepWeights.Span span(int rowParity, int columnParity, int lowRow, int lowColumn) {
    return (input, output) ->
        input < up.shape().inputs()
            ? weight(rowParity, columnParity, lowRow, lowColumn, input, output)
            : 0;
  }

  private double weight(
      int rowParity, int columnParity, int lowRow, int lowColumn, int input, int output) {
    double sum = 0;
    for (int row = 0; row < kernel.rows(); row++) {
      int upRow = rowParity + row - kernel.rows() / 2;
      for (int column = 0; column < kernel.columns(); column++) {
        int upColumn = columnParity + column - kernel.columns() / 2;
        if (Math.floorDiv(upRow, 2) == lowRow && Math.floorDiv(upColumn, 2) == lowColumn) {
          int phase = Math.floorMod(upRow, 2) * 2 + Math.floorMod(upColumn, 2);
          for (int middle = 0; middle < kernel.inputs(); middle++) {
            sum += upWeight(phase, middle, input) * kernel.at(row, column, middle, output);
          }
        }
      }
    }
    return sum;
  }

  private double upWeight(int phase, int output, int input) {
    Layer.Shape shape = up.shape();
    return up.kernel().at((phase * shape.outputs() + output) * shape.inputs() + input);
  }

  /** What the transposed convolution's bias adds through each row of the kernel. */
  List<BorderBias.Share> shares(int outputs) {
    List<BorderBias.Share> shares = new ArrayList<>();
    for (int row = 0; row < kernel.rows(); row++) {
      float[] left = new float[outputs];
      float[] right = new float[outputs];
      float[] all = new float[outputs];
      for (int output = 0; output < kernel.outputs(); output++) {
        left[output] = (float) biasThrough(row, 0, output);
        right[output] = (float) biasThrough(row, 2, output);
        all[output] =
            (float)
                (biasThrough(row, 0, output)
                    + biasThrough(row, 1, output)
                    + biasThrough(row, 2, output));
      }
      shares.add(new BorderBias.Share(all, left, right));
    }
    return shares;
  }

  private double biasThrough(int row, int column, int output) {
    double sum = 0;
    for (int middle = 0; middle < kernel.inputs(); middle++) {
      sum += (double) up.bias().at(middle) * kernel.at(row, column, middle, output);
    }
    return sum;
  }
}
