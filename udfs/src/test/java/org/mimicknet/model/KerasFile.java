/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Writes small Keras 2 files for tests: layers in order, weights drawn from a fixed seed. */
final class KerasFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode model = JSON.createObjectNode();
  private final ArrayNode layers;
  private final Map<String, Map<String, Object>> weights = new LinkedHashMap<>();
  private final Random random = new Random(7);

  KerasFile() {
    model.put("class_name", "Model");
    layers = model.putObject("config").putArray("layers");
    layer("InputLayer", "input_1", "{'batch_input_shape': [null, null, null, 1]}");
    input("input_1");
  }

  /** JSON with single quotes; {@code sources} are {@code name} or {@code name#call}. */
  KerasFile layer(String className, String name, String config, String... sources) {
    ObjectNode layer = layers.addObject().put("class_name", className).put("name", name);
    layer.set("config", json(config));
    layer.putArray("inbound_nodes");
    return sources.length == 0 ? this : call(name, sources);
  }

  /** One more call of the layer {@code name}. */
  KerasFile call(String name, String... sources) {
    for (var layer : layers) {
      if (layer.path("name").asText().equals(name)) {
        ArrayNode edges = ((ArrayNode) layer.get("inbound_nodes")).addArray();
        for (String source : sources) {
          String[] parts = source.split("#", -1);
          int call = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
          edges.addArray().add(parts[0]).add(call).add(0).addObject();
        }
      }
    }
    return this;
  }

  KerasFile input(String name) {
    return ends("input_layers", name, 0);
  }

  KerasFile output(String name) {
    return output(name, 0);
  }

  KerasFile output(String name, int call) {
    return ends("output_layers", name, call);
  }

  KerasFile className(String name) {
    model.put("class_name", name);
    return this;
  }

  KerasFile conv(
      String name, int kernel, int inputs, int filters, String activation, String source) {
    String config =
        "{'kernel_size': [%d, %d], 'filters': %d, 'strides': [1, 1], 'padding': 'same', 'dilation_rate': [1, 1], 'data_format': 'channels_last', 'use_bias': true, 'activation': '%s'}"
            .formatted(kernel, kernel, filters, activation);
    return layer("Conv2D", name, config, source)
        .weights(name, "kernel:0", kernel, kernel, inputs, filters)
        .bias(name, filters);
  }

  KerasFile depthwise(String name, int kernel, int channels, String source) {
    String config =
        "{'kernel_size': [%d, %d], 'depth_multiplier': 1, 'strides': [1, 1], 'padding': 'same', 'data_format': 'channels_last', 'use_bias': true, 'activation': 'linear'}"
            .formatted(kernel, kernel);
    return layer("DepthwiseConv2D", name, config, source)
        .weights(name, "depthwise_kernel:0", kernel, kernel, channels, 1)
        .bias(name, channels);
  }

  KerasFile transposed(String name, int inputs, int filters, String source) {
    String config =
        "{'kernel_size': [2, 2], 'filters': %d, 'strides': [2, 2], 'padding': 'same', 'output_padding': null, 'data_format': 'channels_last', 'use_bias': true, 'activation': 'linear'}"
            .formatted(filters);
    return layer("Conv2DTranspose", name, config, source)
        .weights(name, "kernel:0", 2, 2, filters, inputs)
        .bias(name, filters);
  }

  KerasFile pool(String name, String source) {
    return layer(
        "MaxPooling2D",
        name,
        "{'pool_size': [2, 2], 'strides': [2, 2], 'padding': 'same', 'data_format': 'channels_last'}",
        source);
  }

  KerasFile relu(String name, String source) {
    return layer("Activation", name, "{'activation': 'relu'}", source);
  }

  KerasFile concatenate(String name, String... sources) {
    return layer("Concatenate", name, "{'axis': -1}", sources);
  }

  KerasFile bias(String layer, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = draw();
    }
    return put(layer, "bias:0", values);
  }

  KerasFile weights(String layer, String key, int a, int b, int c, int d) {
    float[][][][] values = new float[a][b][c][d];
    for (float[][][] plane : values) {
      for (float[][] row : plane) {
        for (float[] cell : row) {
          for (int i = 0; i < d; i++) {
            cell[i] = draw();
          }
        }
      }
    }
    return put(layer, key, values);
  }

  KerasFile put(String layer, String key, Object values) {
    weights.computeIfAbsent(layer, name -> new LinkedHashMap<>()).put(key, values);
    return this;
  }

  float[][][][] kernel(String layer, String key) {
    return (float[][][][]) weights.get(layer).get(key);
  }

  Path write(Path folder) {
    Path file = folder.resolve("model.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putAttribute("model_config", JSON.writeValueAsString(model));
      WritableGroup group = hdf.putGroup("model_weights");
      weights.forEach(
          (layer, arrays) -> {
            WritableGroup inner = group.putGroup(layer).putGroup(layer);
            arrays.forEach(inner::putDataset);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private KerasFile ends(String key, String name, int call) {
    ArrayNode ends = ((ObjectNode) model.get("config")).putArray(key);
    ends.addArray().add(name).add(call).add(0);
    return this;
  }

  private float draw() {
    return (float) (random.nextGaussian() / 4);
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
