package org.mimicknet.inference.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Weights;

/** Packs the weights of layers in the order in which the stages use them, and counts them. */
final class WeightPacker {
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

  WinogradWeights winograd(Layer.Convolution layer, List<Part> input, float slope) {
    List<KernelSlice> slices = slices(layer, input);
    List<KernelSlice> transformed = new ArrayList<>();
    List<FoldedWeights> folded = new ArrayList<>();
    for (int i = 0; i < input.size(); i++) {
      KernelSlice slice = slices.get(i);
      input
          .get(i)
          .upsampling()
          .ifPresentOrElse(
              up -> folded.add(new FoldedWeights(up, slice)), () -> transformed.add(slice));
    }
    int outputs = layer.shape().outputs();
    List<SweepWeights> byRowParity = new ArrayList<>();
    for (int parity = 0; parity < 2; parity++) {
      int stride = unit.padded(transformed.get(0).inputs());
      SweepWeights.Builder kernel = builder(outputs, stride);
      addColumns(kernel, transformed, new double[] {0.5, 0.5, 0.5}, new double[] {0.5, -0.5, 0.5});
      kernel.butterfly();
      addColumns(kernel, transformed, new double[] {1, 0, 0}, new double[] {0, 0, 1});
      for (FoldedWeights weights : folded) {
        weights.addSpans(kernel, parity);
      }
      byRowParity.add(built(kernel));
    }
    int channels = unit.padded(outputs);
    List<PairBias.Share> shares =
        folded.stream().flatMap(weights -> weights.shares(channels).stream()).toList();
    PairBias bias = new PairBias(Arrays.copyOf(layer.bias().toArray(), channels), shares);
    return new WinogradWeights(layer.shape().rows(), transformed.size(), byRowParity, bias, slope);
  }

  /** For each row of the kernel two sums of its three columns with these factors. */
  private static void addColumns(
      SweepWeights.Builder kernel, List<KernelSlice> slices, double[] even, double[] odd) {
    for (KernelSlice slice : slices) {
      for (int row = 0; row < slice.rows(); row++) {
        kernel.span(columns(slice, row, even), columns(slice, row, odd));
      }
    }
  }

  private static SweepWeights.Span columns(KernelSlice slice, int row, double[] factors) {
    return (input, output) -> {
      double sum = 0;
      for (int column = 0; column < factors.length && input < slice.inputs(); column++) {
        sum += factors[column] * slice.at(row, column, input, output);
      }
      return sum;
    };
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

  /** The bias for a pair of pixels, before the butterfly: sum and difference; whole vectors. */
  private float[] seeds(Weights bias) {
    int stride = unit.padded(bias.length());
    float[] values = new float[stride + Math.max(unit.lanes(), stride)];
    System.arraycopy(bias.toArray(), 0, values, 0, bias.length());
    return values;
  }
}
