/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Weights;

/** Packs the weights of layers in the order in which the stages use them, and counts them. */
final class WeightPacker {
  /** The transform of a kernel's three columns for the six products of {@link TileMath}. */
  private static final double[][] COLUMNS = {
    {1 / 4.0, 0, 0},
    {-1 / 6.0, -1 / 6.0, -1 / 6.0},
    {-1 / 6.0, 1 / 6.0, -1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {1 / 24.0, -1 / 12.0, 1 / 6.0},
    {0, 0, 1}
  };

  private final VectorUnit unit;
  private long floats;

  WeightPacker(VectorUnit unit) {
    this.unit = unit;
  }

  /** Bytes of all weights packed so far. */
  long bytes() {
    return 4 * floats;
  }

  ConvolutionWeights convolution(Layer.Convolution layer, List<Part> input, float slope) {
    List<KernelSlice> slices = slices(layer, input);
    int stride = unit.padded(slices.get(0).inputs());
    Layer.Shape shape = layer.shape();
    SweepWeights.Builder kernel = builder(shape.outputs(), shape.columns() * stride);
    for (KernelSlice slice : slices) {
      for (int row = 0; row < slice.rows(); row++) {
        SweepWeights.Span span = row(slice, row, stride);
        kernel.span(span, span);
      }
    }
    return new ConvolutionWeights(
        shape.rows(), shape.columns(), built(kernel), seeds(layer.bias()), slope);
  }

  private static SweepWeights.Span row(KernelSlice slice, int row, int stride) {
    return (at, output) -> {
      int input = at % stride;
      return input < slice.inputs() ? slice.at(row, at / stride, input, output) : 0;
    };
  }

  /** One channel of a depthwise convolution, as a convolution from one channel to one. */
  ConvolutionWeights singleChannel(Layer.DepthwiseConvolution layer, int channel, float slope) {
    Layer.Shape shape = layer.shape();
    SweepWeights.Builder kernel = builder(1, shape.columns());
    for (int row = 0; row < shape.rows(); row++) {
      int first = row * shape.columns();
      SweepWeights.Span span =
          (at, output) -> layer.kernel().at((first + at) * shape.inputs() + channel);
      kernel.span(span, span);
    }
    Weights bias = new Weights(new float[] {layer.bias().at(channel)});
    return new ConvolutionWeights(shape.rows(), shape.columns(), built(kernel), seeds(bias), slope);
  }

  DepthwiseWeights depthwise(
      Layer.DepthwiseConvolution layer, int firstChannel, int channels, float slope) {
    Layer.Shape shape = layer.shape();
    int taps = shape.rows() * shape.columns();
    int stride = unit.padded(channels);
    float[] values = new float[(taps + 1) * stride];
    for (int channel = 0; channel < channels; channel++) {
      for (int tap = 0; tap < taps; tap++) {
        values[tap * stride + channel] =
            layer.kernel().at(tap * shape.inputs() + firstChannel + channel);
      }
      values[taps * stride + channel] = layer.bias().at(firstChannel + channel);
    }
    floats += values.length;
    return new DepthwiseWeights(shape.rows(), shape.columns(), values, slope);
  }

  TransposedWeights transposed(Layer.TransposedConvolution layer, float slope) {
    List<SweepWeights> byRowParity = new ArrayList<>();
    for (int parity = 0; parity < 2; parity++) {
      Layer.Shape shape = layer.shape();
      SweepWeights.Builder kernel = builder(shape.outputs(), unit.padded(shape.inputs()));
      kernel.span(phase(layer, 2 * parity), phase(layer, 2 * parity + 1));
      byRowParity.add(built(kernel));
    }
    return new TransposedWeights(byRowParity, seeds(layer.bias()), slope);
  }

  private static SweepWeights.Span phase(Layer.TransposedConvolution layer, int phase) {
    Layer.Shape shape = layer.shape();
    return (input, output) ->
        input < shape.inputs()
            ? layer.kernel().at((phase * shape.outputs() + output) * shape.inputs() + input)
            : 0;
  }

  /** One value per channel, filled up to whole vectors. */
  float[] vectors(Weights values) {
    return Arrays.copyOf(values.toArray(), unit.padded(values.length()));
  }

  /**
   * The part of a convolution that reads the stored maps among {@code input}.
   *
   * @param bias filled up to whole vectors
   */
  WinogradWeights winograd(Layer.Convolution layer, List<Part> input, float[] bias, float slope) {
    List<KernelSlice> stored = new ArrayList<>();
    List<KernelSlice> slices = slices(layer, input);
    for (int i = 0; i < input.size(); i++) {
      if (input.get(i).upsampling().isEmpty()) {
        stored.add(slices.get(i));
      }
    }
    List<SweepWeights> columns = new ArrayList<>();
    for (double[] column : COLUMNS) {
      columns.add(column(stored, column));
    }
    float[] seeds =
        columns.get(0).butterfly() < 0 ? twice(bias) : Arrays.copyOf(bias, 2 * bias.length);
    return new WinogradWeights(layer.shape().rows(), columns, seeds, slope);
  }

  private SweepWeights column(List<KernelSlice> slices, double[] column) {
    KernelSlice first = slices.get(0);
    SweepWeights.Builder kernel = builder(first.outputs(), unit.padded(first.inputs()));
    RowScheme scheme = RowScheme.of(first.rows());
    for (int product = 0; product < scheme.products().size(); product++) {
      if (product == scheme.butterfly()) {
        kernel.butterfly();
      }
      for (KernelSlice slice : slices) {
        kernel.span(
            product(slice, scheme.products().get(product).upperFactors(), column),
            product(slice, scheme.products().get(product).lowerFactors(), column));
      }
    }
    return built(kernel);
  }

  /** The kernel's taps times the factors of their rows and columns. */
  private static SweepWeights.Span product(KernelSlice slice, List<Double> rows, double[] columns) {
    return (input, output) -> {
      double sum = 0;
      for (int row = 0; row < rows.size() && input < slice.inputs(); row++) {
        for (int column = 0; column < columns.length; column++) {
          sum += rows.get(row) * columns[column] * slice.at(row, column, input, output);
        }
      }
      return sum;
    };
  }

  /** The part of a convolution that reads the upsampled map among {@code input}. */
  FoldedWeights folded(Layer.Convolution layer, List<Part> input) {
    List<KernelSlice> slices = slices(layer, input);
    for (int i = 0; i < input.size(); i++) {
      if (input.get(i).upsampling().isPresent()) {
        return new FoldedWeights(input.get(i).upsampling().get(), slices.get(i));
      }
    }
    throw new IllegalArgumentException("Cannot fold: no map is upsampled");
  }

  /** Spans of the composed map for even and for odd rows. */
  List<SweepWeights> byRowParity(FoldedWeights folded) {
    List<SweepWeights> byRowParity = new ArrayList<>();
    for (int parity = 0; parity < 2; parity++) {
      SweepWeights.Builder kernel = builder(folded.outputs(), unit.padded(folded.inputs()));
      folded.addSpans(kernel, parity);
      byRowParity.add(built(kernel));
    }
    return byRowParity;
  }

  /** What the upsampled map's bias adds. */
  BorderBias borderBias(FoldedWeights folded) {
    return new BorderBias(folded.shares(unit.padded(folded.outputs())));
  }

  private static List<KernelSlice> slices(Layer.Convolution layer, List<Part> input) {
    List<KernelSlice> slices = new ArrayList<>();
    int first = 0;
    for (Part part : input) {
      slices.add(new KernelSlice(layer, first, part.channels()));
      first += part.channels();
    }
    return slices;
  }

  private SweepWeights.Builder builder(int outputs, int length) {
    return SweepWeights.builder(ChannelGroups.of(outputs, unit.lanes()), length);
  }

  private SweepWeights built(SweepWeights.Builder builder) {
    SweepWeights weights = builder.build();
    floats += weights.values().length;
    return weights;
  }

  /** The bias for a pair of pixels; a single channel is followed by what fills a vector. */
  private float[] seeds(Weights bias) {
    float[] values = vectors(bias);
    return bias.length() > 1
        ? twice(values)
        : Arrays.copyOf(new float[] {values[0], values[0]}, 1 + unit.lanes());
  }

  private static float[] twice(float[] values) {
    float[] both = Arrays.copyOf(values, 2 * values.length);
    System.arraycopy(values, 0, both, values.length, values.length);
    return both;
  }
}
