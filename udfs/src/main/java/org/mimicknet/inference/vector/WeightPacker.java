package org.mimicknet.inference.vector;

import java.util.ArrayList;
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
    SweepWeights.Builder kernel = builder(layer.shape().outputs());
    for (KernelSlice slice : slices(layer, input)) {
      int stride = unit.padded(slice.inputs());
      for (int row = 0; row < slice.rows(); row++) {
        addRow(kernel, slice, row, stride);
      }
    }
    Layer.Shape shape = layer.shape();
    return new ConvolutionWeights(
        shape.rows(), shape.columns(), built(kernel), bias(layer.bias()), slope);
  }

  private static void addRow(SweepWeights.Builder kernel, KernelSlice slice, int row, int stride) {
    kernel.span(
        slice.columns() * stride,
        (at, output) -> {
          int input = at % stride;
          return input < slice.inputs() ? slice.at(row, at / stride, input, output) : 0;
        });
  }

  /** One channel of a depthwise convolution, as a convolution from one channel to one. */
  ConvolutionWeights singleChannel(Layer.DepthwiseConvolution layer, int channel, float slope) {
    Layer.Shape shape = layer.shape();
    SweepWeights.Builder kernel = builder(1);
    for (int row = 0; row < shape.rows(); row++) {
      int first = row * shape.columns();
      kernel.span(
          shape.columns(),
          (at, output) -> layer.kernel().at((first + at) * shape.inputs() + channel));
    }
    float[] bias = new float[unit.lanes()];
    bias[0] = layer.bias().at(channel);
    return new ConvolutionWeights(shape.rows(), shape.columns(), built(kernel), bias, slope);
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
    Layer.Shape shape = layer.shape();
    List<SweepWeights> phases = new ArrayList<>();
    for (int phase = 0; phase < 4; phase++) {
      int first = phase * shape.outputs();
      SweepWeights.Builder kernel = builder(shape.outputs());
      kernel.span(
          unit.padded(shape.inputs()),
          (input, output) ->
              input < shape.inputs()
                  ? layer.kernel().at((first + output) * shape.inputs() + input)
                  : 0);
      phases.add(built(kernel));
    }
    return new TransposedWeights(phases, bias(layer.bias()), slope);
  }

  WinogradWeights winograd(Layer.Convolution layer, List<Part> input, float slope) {
    int outputs = layer.shape().outputs();
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
    int stride = unit.padded(transformed.get(0).inputs());
    SweepWeights sum = built(pairs(transformed, stride, outputs, 0.5, 0.5, 0.5));
    SweepWeights difference = built(pairs(transformed, stride, outputs, 0.5, -0.5, 0.5));
    List<SweepWeights> even = new ArrayList<>();
    List<SweepWeights> odd = new ArrayList<>();
    for (int parity = 0; parity < 2; parity++) {
      SweepWeights.Builder left = pairs(transformed, stride, outputs, 1, 0, 0);
      SweepWeights.Builder right = pairs(transformed, stride, outputs, 0, 0, 1);
      for (FoldedWeights weights : folded) {
        weights.addSpans(left, parity, 0, stride);
        weights.addSpans(right, parity, 1, stride);
      }
      even.add(built(left));
      odd.add(built(right));
    }
    List<RowBias.Share> shares =
        folded.stream().flatMap(weights -> weights.shares(unit.padded(outputs)).stream()).toList();
    return new WinogradWeights(
        layer.shape().rows(),
        transformed.size(),
        sum,
        difference,
        even,
        odd,
        new RowBias(bias(layer.bias()), shares),
        slope);
  }

  /** Spans of the weights {@code a g0 + b g1 + c g2} of a kernel's three columns g0, g1, g2. */
  private SweepWeights.Builder pairs(
      List<KernelSlice> slices, int stride, int outputs, double a, double b, double c) {
    SweepWeights.Builder kernel = builder(outputs);
    for (KernelSlice slice : slices) {
      for (int row = 0; row < slice.rows(); row++) {
        int kernelRow = row;
        kernel.span(
            stride,
            (input, output) ->
                input < slice.inputs()
                    ? a * slice.at(kernelRow, 0, input, output)
                        + b * slice.at(kernelRow, 1, input, output)
                        + c * slice.at(kernelRow, 2, input, output)
                    : 0);
      }
    }
    return kernel;
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

  private SweepWeights.Builder builder(int outputs) {
    return SweepWeights.builder(ChannelGroups.of(outputs, unit.lanes()));
  }

  private SweepWeights built(SweepWeights.Builder builder) {
    SweepWeights weights = builder.build();
    floats += weights.values().length;
    return weights;
  }

  private float[] bias(Weights bias) {
    float[] values = new float[Math.max(unit.lanes(), unit.padded(bias.length()))];
    System.arraycopy(bias.toArray(), 0, values, 0, bias.length());
    return values;
  }
}
