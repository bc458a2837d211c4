package org.mimicknet.model;

/**
 * What a node of a {@link Network} does. Convolutions are cross-correlations with stride 1 and SAME
 * zero padding; weights are in Keras' own order.
 */
public sealed interface Layer {
  /** The number of trained values. */
  default long parameters() {
    return 0;
  }

  /** The image: one channel. */
  record Input() implements Layer {}

  /** Kernel {@code [rows][columns][inputs][outputs]}, one bias per output. */
  record Convolution(Shape shape, Weights kernel, Weights bias) implements Layer {
    @Override
    public long parameters() {
      return (long) kernel.length() + bias.length();
    }
  }

  /** Each channel by its own kernel {@code [rows][columns][inputs]}; shape.outputs == inputs. */
  record DepthwiseConvolution(Shape shape, Weights kernel, Weights bias) implements Layer {
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
    @Override
    public long parameters() {
      return (long) kernel.length() + bias.length();
    }
  }

  /** 2 x 2, stride 2. */
  record MaxPooling() implements Layer {}

  /** {@code max(x, 0) + slope * min(x, 0)}; slope 0 is the plain ReLU. */
  record Relu(float slope) implements Layer {}

  /** Channels of the inputs, one after the other. */
  record Concatenation() implements Layer {}

  /** The size of a kernel: rows (axial) x columns (lateral), channels in and out. */
  record Shape(int rows, int columns, int inputs, int outputs) {
    public Shape {
      if (rows <= 0 || columns <= 0 || inputs <= 0 || outputs <= 0) {
        throw new IllegalArgumentException(
            "Cannot make a kernel of %d x %d, %d to %d channels: all must be positive"
                .formatted(rows, columns, inputs, outputs));
      }
    }
  }
}
