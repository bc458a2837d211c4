/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Turns one Keras layer into the layers that do the same, one after the other. */
final class KerasLayers {
  /** A layer and what its node is called after the Keras layer's name. */
  record Step(String suffix, Layer layer) {}

  private final KerasWeights weights;

  KerasLayers(KerasWeights weights) {
    this.weights = weights;
  }

  /**
   * The steps of a layer; none if it changes nothing.
   *
   * @throws ModelException if the layer or one of its settings is not supported
   */
  List<Step> steps(KerasLayer layer) {
    return switch (layer.className()) {
      case "InputLayer" -> input(layer);
      case "Conv2D" -> convolution(layer);
      case "DepthwiseConv2D" -> depthwise(layer);
      case "SeparableConv2D" -> separable(layer);
      case "Conv2DTranspose" -> transposed(layer);
      case "MaxPooling2D" -> pooling(layer);
      case "LeakyReLU" -> leakyRelu(layer);
      case "ReLU" -> relu(layer);
      case "Activation" -> activation(layer);
      case "Concatenate" -> concatenation(layer);
      default -> throw layer.refused("this layer is not supported");
    };
  }

  private static List<Step> input(KerasLayer layer) {
    JsonNode shape = layer.config().path("batch_input_shape");
    if (shape.size() != 4 || shape.get(3).asInt() != 1) {
      throw layer.refused("its shape is %s, [batch, height, width, 1] is needed".formatted(shape));
    }
    return List.of(new Step("", new Layer.Input()));
  }

  private List<Step> convolution(KerasLayer layer) {
    List<Integer> sides = sides(layer);
    int filters = layer.count("filters");
    KerasWeights.Values kernel =
        weights.read(layer, "kernel", sides.get(0), sides.get(1), KerasWeights.ANY, filters);
    Layer.Shape shape =
        new Layer.Shape(sides.get(0), sides.get(1), kernel.dimensions().get(2), filters);
    return withActivation(
        layer,
        List.of(
            new Step("", new Layer.Convolution(shape, kernel.weights(), bias(layer, filters)))));
  }

  private List<Step> depthwise(KerasLayer layer) {
    List<Integer> sides = sides(layer);
    KerasWeights.Values kernel = depthwiseKernel(layer, sides);
    int channels = kernel.dimensions().get(2);
    return withActivation(
        layer, List.of(new Step("", depthwise(sides, kernel, bias(layer, channels)))));
  }

  private List<Step> separable(KerasLayer layer) {
    List<Integer> sides = sides(layer);
    KerasWeights.Values kernel = depthwiseKernel(layer, sides);
    int channels = kernel.dimensions().get(2);
    int filters = layer.count("filters");
    KerasWeights.Values pointwise =
        weights.read(layer, "pointwise_kernel", 1, 1, channels, filters);
    Layer first = depthwise(sides, kernel, new Weights(new float[channels]));
    Layer second =
        new Layer.Convolution(
            new Layer.Shape(1, 1, channels, filters), pointwise.weights(), bias(layer, filters));
    return withActivation(layer, List.of(new Step("/depthwise", first), new Step("", second)));
  }

  private KerasWeights.Values depthwiseKernel(KerasLayer layer, List<Integer> sides) {
    layer.allow("depth_multiplier", "1");
    return weights.read(layer, "depthwise_kernel", sides.get(0), sides.get(1), KerasWeights.ANY, 1);
  }

  private static Layer depthwise(List<Integer> sides, KerasWeights.Values kernel, Weights bias) {
    int channels = kernel.dimensions().get(2);
    Layer.Shape shape = new Layer.Shape(sides.get(0), sides.get(1), channels, channels);
    // On one channel both are the same map; ONNX cannot tell them apart either.
    return channels == 1
        ? new Layer.Convolution(shape, kernel.weights(), bias)
        : new Layer.DepthwiseConvolution(shape, kernel.weights(), bias);
  }

  private List<Step> transposed(KerasLayer layer) {
    layer.allow("kernel_size", "[2,2]");
    layer.allow("strides", "[2,2]");
    layer.allow("padding", "\"same\"", "\"valid\"");
    layer.allow("output_padding", "null");
    layer.allow("dilation_rate", "[1,1]");
    layer.allow("data_format", "\"channels_last\"");
    int filters = layer.count("filters");
    KerasWeights.Values kernel = weights.read(layer, "kernel", 2, 2, filters, KerasWeights.ANY);
    Layer.Shape shape = new Layer.Shape(2, 2, kernel.dimensions().get(3), filters);
    Layer transposed =
        new Layer.TransposedConvolution(shape, kernel.weights(), bias(layer, filters));
    return withActivation(layer, List.of(new Step("", transposed)));
  }

  private static List<Step> pooling(KerasLayer layer) {
    layer.allow("pool_size", "[2,2]");
    layer.allow("strides", "[2,2]", "null");
    layer.allow("padding", "\"same\"", "\"valid\"");
    layer.allow("data_format", "\"channels_last\"");
    return List.of(new Step("", new Layer.MaxPooling()));
  }

  private static List<Step> leakyRelu(KerasLayer layer) {
    return List.of(new Step("", new Layer.Relu(layer.number("alpha"))));
  }

  private static List<Step> relu(KerasLayer layer) {
    layer.allow("max_value", "null");
    layer.allowNumber("threshold", 0);
    boolean leaks = layer.config().path("negative_slope").isNumber();
    return List.of(new Step("", new Layer.Relu(leaks ? layer.number("negative_slope") : 0)));
  }

  private static List<Step> activation(KerasLayer layer) {
    return hasRelu(layer) ? List.of(new Step("", new Layer.Relu(0))) : List.of();
  }

  private static List<Step> concatenation(KerasLayer layer) {
    layer.allow("axis", "-1", "3");
    return List.of(new Step("", new Layer.Concatenation()));
  }

  private static List<Integer> sides(KerasLayer layer) {
    List<Integer> sides = layer.pair("kernel_size");
    layer.allow("strides", "[1,1]");
    layer.allow("dilation_rate", "[1,1]");
    layer.allow("data_format", "\"channels_last\"");
    layer.allow("groups", "1");
    if (sides.equals(List.of(1, 1))) {
      layer.allow("padding", "\"same\"", "\"valid\"");
    } else {
      layer.allow("padding", "\"same\"");
    }
    if (sides.get(0) % 2 == 0 || sides.get(1) % 2 == 0) {
      throw layer.refused("kernel_size is %s, supported are odd sides".formatted(sides));
    }
    return sides;
  }

  private Weights bias(KerasLayer layer, int channels) {
    return layer.flag("use_bias")
        ? weights.read(layer, "bias", channels).weights()
        : new Weights(new float[channels]);
  }

  private static List<Step> withActivation(KerasLayer layer, List<Step> steps) {
    if (!hasRelu(layer)) {
      return steps;
    }
    List<Step> all = new ArrayList<>(steps);
    all.add(new Step("/relu", new Layer.Relu(0)));
    return all;
  }

  private static boolean hasRelu(KerasLayer layer) {
    layer.allow("activation", "\"linear\"", "\"relu\"", "null");
    return layer.config().path("activation").asText().equals("relu");
  }
}
