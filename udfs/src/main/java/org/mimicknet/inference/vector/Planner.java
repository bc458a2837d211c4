/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;

/**
 * Turns a network into the stages of a {@link VectorProgram}.
 *
 * <p>Concatenations cost nothing: a map is a list of parts. Activations become the slope of the
 * convolution before them. A convolution with three columns becomes a {@link WinogradStage}, into
 * which a transposed convolution before it is folded; any other is computed tap by tap.
 */
final class Planner {
  private static final float LINEAR = 1;

  private final Network network;
  private final VectorUnit unit;
  private final int margin;
  private final WeightPacker packer;
  private final List<VectorProgram.StageFactory> stages = new ArrayList<>();
  private final Map<Integer, List<Part>> maps = new HashMap<>();

  Planner(Network network, VectorUnit widest) {
    this.network = network;
    this.unit = widest.narrowedTo(fewestChannels(network));
    this.margin = margin(network);
    this.packer = new WeightPacker(unit);
  }

  VectorProgram program() {
    for (int index = 0; index < network.nodes().size(); index++) {
      maps.put(index, plan(index));
    }
    stored(maps.get(network.nodes().size() - 1));
    return new VectorProgram(unit, stages, packer.bytes());
  }

  private List<Part> plan(int index) {
    Network.Node node = network.nodes().get(index);
    Layer layer = node.layer();
    if (layer instanceof Layer.Input) {
      return List.of(add(earlier -> new FrameStage(margin), 1));
    }
    if (layer instanceof Layer.Concatenation) {
      return node.inputs().stream().flatMap(i -> maps.get(i).stream()).toList();
    }
    List<Part> input = maps.get(node.inputs().get(0));
    if (layer instanceof Layer.Relu) {
      if (fusedSlope(node.inputs().get(0)).isEmpty()) {
        throw new UnsupportedNetworkException(
            node,
            "does not follow a convolution whose result it alone reads, or has a slope"
                + " outside 0 to 1");
      }
      return input;
    }
    if (layer instanceof Layer.MaxPooling) {
      return stored(input).stream().map(part -> pooling(node, part)).toList();
    }
    float slope = fusedSlope(index).orElse(LINEAR);
    if (layer instanceof Layer.Convolution convolution) {
      return List.of(convolution(node, convolution, input, slope));
    }
    if (layer instanceof Layer.DepthwiseConvolution depthwise) {
      return depthwise(depthwise, stored(input), slope);
    }
    if (layer instanceof Layer.TransposedConvolution transposed) {
      return List.of(transposed(node, transposed, stored(input), slope));
    }
    throw new UnsupportedNetworkException(node, "is of an unknown kind");
  }

  /** The slope of the activation that reads node {@code index}, if nothing else does. */
  private Optional<Float> fusedSlope(int index) {
    Layer layer = network.nodes().get(index).layer();
    if (!(layer instanceof Layer.Convolution
        || layer instanceof Layer.DepthwiseConvolution
        || layer instanceof Layer.TransposedConvolution)) {
      return Optional.empty();
    }
    List<Network.Node> readers =
        network.nodes().stream().filter(node -> node.inputs().contains(index)).toList();
    return readers.size() == 1
            && readers.get(0).layer() instanceof Layer.Relu relu
            && relu.slope() >= 0
            && relu.slope() <= 1
        ? Optional.of(relu.slope())
        : Optional.empty();
  }

  private Part pooling(Network.Node node, Part part) {
    if (part.channels() == 1) {
      throw new UnsupportedNetworkException(node, "reads a map of one channel");
    }
    return add(
        earlier ->
            new PoolingStage(
                earlier.get(part.stage()), ring(part.channels()), rowMath(part.channels())),
        part.channels());
  }

  private Part convolution(
      Network.Node node, Layer.Convolution layer, List<Part> input, float slope) {
    boolean pairs =
        layer.shape().columns() == 3
            && layer.shape().outputs() > 1
            && input.stream().allMatch(part -> part.channels() > 1)
            && input.stream().filter(part -> part.upsampling().isPresent()).count() <= 1
            && input.stream().anyMatch(part -> part.upsampling().isEmpty());
    if (pairs) {
      return winograd(node, layer, input, slope);
    }
    boolean pixelSum =
        layer.kernel().length() == layer.shape().inputs()
            && input.size() == 1
            && layer.shape().inputs() > 1
            && slope == LINEAR;
    return pixelSum
        ? pixelSum(layer, stored(input).get(0))
        : direct(node, layer, stored(input), slope);
  }

  private Part winograd(Network.Node node, Layer.Convolution layer, List<Part> input, float slope) {
    Optional<Part> upsampled =
        input.stream().filter(part -> part.upsampling().isPresent()).findFirst();
    int stride = commonStride(node, input);
    float[] bias = packer.vectors(layer.bias());
    if (upsampled.isEmpty()) {
      return convolved(layer, input, stride, bias, slope);
    }
    FoldedWeights weights = packer.folded(layer, input);
    BorderBias border = packer.borderBias(weights);
    for (int channel = 0; channel < bias.length; channel++) {
      bias[channel] += border.inside(channel);
    }
    int convolved = convolved(layer, input, stride, bias, LINEAR).stage();
    List<SweepWeights> byRowParity = packer.byRowParity(weights);
    int outputs = weights.outputs();
    Sweeper sweeper = sweeper(outputs, stride, Sums.of(slope));
    return add(
        earlier ->
            new FoldedStage(
                earlier.get(upsampled.get().stage()),
                earlier.get(convolved),
                ring(outputs),
                weights.kernelRows(),
                byRowParity,
                border,
                sweeper,
                slope),
        outputs);
  }

  /** The convolution of the stored maps among {@code input}. */
  private Part convolved(
      Layer.Convolution layer, List<Part> input, int stride, float[] bias, float slope) {
    List<Integer> sources =
        input.stream().filter(part -> part.upsampling().isEmpty()).map(Part::stage).toList();
    WinogradWeights weights = packer.winograd(layer, input, bias, slope);
    int outputs = layer.shape().outputs();
    int combinations = RowScheme.of(layer.shape().rows()).combinations().size();
    int step = combinations * TileMath.COLUMNS * stride;
    Sweeper seeded = sweeper(outputs, step, Sums.LINEAR);
    Sweeper partial = sweeper(outputs, step, Sums.PARTIAL);
    TileMath inputMath = unit.tileMath(stride);
    TileMath outputMath = unit.tileMath(unit.padded(outputs));
    return add(
        earlier ->
            new WinogradStage(
                pick(earlier, sources),
                ring(outputs),
                weights,
                seeded,
                partial,
                inputMath,
                outputMath),
        outputs);
  }

  private Part pixelSum(Layer.Convolution layer, Part part) {
    float[] weights = packer.vectors(layer.kernel());
    float bias = layer.bias().at(0);
    RowMath math = rowMath(part.channels());
    return add(
        earlier -> new PixelSumStage(earlier.get(part.stage()), ring(1), weights, bias, math), 1);
  }

  private Part direct(Network.Node node, Layer.Convolution layer, List<Part> input, float slope) {
    int stride = commonStride(node, input);
    ConvolutionWeights weights = packer.convolution(layer, input, slope);
    List<Integer> sources = input.stream().map(Part::stage).toList();
    int outputs = layer.shape().outputs();
    Sweeper sweeper = sweeper(outputs, 2 * stride, Sums.of(slope));
    return add(
        earlier -> new ConvolutionStage(pick(earlier, sources), ring(outputs), weights, sweeper),
        outputs);
  }

  private List<Part> depthwise(Layer.DepthwiseConvolution layer, List<Part> input, float slope) {
    List<Part> parts = new ArrayList<>();
    int first = 0;
    for (Part part : input) {
      parts.add(depthwise(layer, part, first, slope));
      first += part.channels();
    }
    return parts;
  }

  private Part depthwise(Layer.DepthwiseConvolution layer, Part part, int first, float slope) {
    if (part.channels() == 1) {
      ConvolutionWeights weights = packer.singleChannel(layer, first, slope);
      Sweeper sweeper = sweeper(1, 2, Sums.of(slope));
      return add(
          earlier ->
              new ConvolutionStage(List.of(earlier.get(part.stage())), ring(1), weights, sweeper),
          1);
    }
    DepthwiseWeights weights = packer.depthwise(layer, first, part.channels(), slope);
    DepthwiseRow kernel = unit.depthwise(unit.padded(part.channels()));
    return add(
        earlier ->
            new DepthwiseStage(earlier.get(part.stage()), ring(part.channels()), weights, kernel),
        part.channels());
  }

  private Part transposed(
      Network.Node node, Layer.TransposedConvolution layer, List<Part> input, float slope) {
    Layer.Shape shape = layer.shape();
    if (shape.rows() != 2 || shape.columns() != 2 || input.size() != 1) {
      throw new UnsupportedNetworkException(
          node, "must have a kernel of 2 x 2 and read one map, not a concatenation");
    }
    Part part = input.get(0);
    if (shape.inputs() == 1 || shape.outputs() == 1) {
      throw new UnsupportedNetworkException(node, "reads or gives a map of one channel");
    }
    Part open = new Part(part.stage(), shape.outputs(), layer);
    return slope == LINEAR ? open : upsampled(open, slope);
  }

  /** The parts with every open upsampling done. */
  private List<Part> stored(List<Part> parts) {
    return parts.stream()
        .map(part -> part.upsampling().isPresent() ? upsampled(part, LINEAR) : part)
        .toList();
  }

  private Part upsampled(Part part, float slope) {
    Layer.TransposedConvolution layer = part.upsampling().orElseThrow();
    TransposedWeights weights = packer.transposed(layer, slope);
    int stride = unit.padded(layer.shape().inputs());
    Sweeper sweeper = sweeper(layer.shape().outputs(), stride, Sums.of(slope));
    return add(
        earlier ->
            new TransposedStage(earlier.get(part.stage()), ring(part.channels()), weights, sweeper),
        part.channels());
  }

  private Part add(VectorProgram.StageFactory factory, int channels) {
    stages.add(factory);
    return Part.of(stages.size() - 1, channels);
  }

  private static List<Stage> pick(List<Stage> stages, List<Integer> indices) {
    return indices.stream().map(stages::get).toList();
  }

  private Ring ring(int channels) {
    return new Ring(unit.padded(channels), margin);
  }

  private RowMath rowMath(int channels) {
    return unit.rowMath(unit.padded(channels));
  }

  private Sweeper sweeper(int outputs, int step, Sums sums) {
    ChannelGroups groups = ChannelGroups.of(outputs, unit.lanes());
    return new Sweeper(unit, groups, step, sums);
  }

  private int commonStride(Network.Node node, List<Part> input) {
    List<Integer> strides =
        input.stream()
            .map(part -> part.upsampling().map(up -> up.shape().inputs()).orElse(part.channels()))
            .map(unit::padded)
            .distinct()
            .toList();
    if (strides.size() != 1) {
      throw new UnsupportedNetworkException(node, "joins maps of different numbers of channels");
    }
    return strides.get(0);
  }

  private static int fewestChannels(Network network) {
    return network.nodes().stream()
        .filter(node -> node.layer() instanceof Layer.Convolution)
        .mapToInt(node -> ((Layer.Convolution) node.layer()).shape().outputs())
        .filter(outputs -> outputs > 1)
        .min()
        .orElse(1);
  }

  /** Zeros on each side of a row: half the widest kernel, and what a tile needs. */
  private static int margin(Network network) {
    int widest = 0;
    for (Network.Node node : network.nodes()) {
      if (node.layer() instanceof Layer.Convolution convolution) {
        widest = Math.max(widest, convolution.shape().columns());
      } else if (node.layer() instanceof Layer.DepthwiseConvolution depthwise) {
        widest = Math.max(widest, depthwise.shape().columns());
      }
    }
    return Math.max(2, widest / 2);
  }
}
