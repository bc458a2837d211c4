/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mimicknet.model.Network.Node;

/**
 * The graph of a Keras model. One layer object may stand at many places: a place is the layer's
 * name and the index of the call, and an edge names both, so edges are followed, not names.
 */
final class KerasGraph {
  private static final int MOST_LAYERS = 1000;
  private static final int MOST_CALLS = 2000;

  private record Call(String layer, int index) {}

  private final Map<String, KerasLayer> layers = new LinkedHashMap<>();
  private final Call input;
  private final Call output;
  private final Map<String, List<KerasLayers.Step>> steps = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Call, Integer> resolved = new HashMap<>();
  private final Set<Call> visited = new HashSet<>();

  KerasGraph(JsonNode config, KerasWeights weights) {
    JsonNode list = config.path("layers");
    if (list.size() > MOST_LAYERS) {
      throw new ModelException(
          "it has %s layers, at most %s are supported".formatted(list.size(), MOST_LAYERS));
    }
    KerasLayers translation = new KerasLayers(weights);
    for (JsonNode json : list) {
      KerasLayer layer = KerasLayer.of(json);
      layers.put(layer.name(), layer);
      steps.put(layer.name(), translation.steps(layer));
    }
    this.input = only(config, "input_layers");
    this.output = only(config, "output_layers");
  }

  Network network() {
    resolve(input);
    resolve(output);
    return new Network(nodes);
  }

  private int resolve(Call call) {
    Integer known = resolved.get(call);
    if (known != null) {
      return known;
    }
    KerasLayer layer = layers.get(call.layer());
    if (layer == null) {
      throw new ModelException("its graph reads a layer %s that it lacks".formatted(call.layer()));
    }
    if (!visited.add(call)) {
      throw layer.refused("the graph has a cycle here");
    }
    if (visited.size() > MOST_CALLS) {
      throw layer.refused("the graph has more than %s calls of layers".formatted(MOST_CALLS));
    }
    List<Integer> sources = new ArrayList<>();
    for (Call source : sources(layer, call.index())) {
      sources.add(resolve(source));
    }
    int index = append(layer, call.index(), sources);
    resolved.put(call, index);
    return index;
  }

  private int append(KerasLayer layer, int call, List<Integer> sources) {
    String name = call == 0 ? layer.name() : layer.name() + "#" + call;
    List<Integer> inputs = sources;
    for (KerasLayers.Step step : steps.get(layer.name())) {
      String nodeName = step.layer() instanceof Layer.Input ? "image" : name + step.suffix();
      nodes.add(new Node(nodeName, step.layer(), inputs));
      inputs = List.of(nodes.size() - 1);
    }
    if (inputs.size() != 1) {
      throw layer.refused("it reads %s layers, 1 is needed".formatted(inputs.size()));
    }
    return inputs.get(0);
  }

  private static List<Call> sources(KerasLayer layer, int call) {
    if (layer.className().equals("InputLayer")) {
      return List.of();
    }
    JsonNode edges = layer.inbound().path(call);
    if (edges.isObject()) {
      throw layer.refused(
          "its edges are in the form of Keras 3; load the model in Keras 2 (tf_keras) and save it as .h5");
    }
    if (!edges.isArray() || edges.isEmpty()) {
      throw layer.refused("the graph has no call %s of it".formatted(call));
    }
    List<Call> sources = new ArrayList<>();
    for (JsonNode edge : edges) {
      sources.add(call(edge));
    }
    return sources;
  }

  private static Call only(JsonNode config, String key) {
    JsonNode value = config.path(key);
    boolean isList = value.path(0).isArray();
    if (value.isEmpty() || (isList && value.size() != 1)) {
      throw new ModelException("its %s are %s, exactly one is needed".formatted(key, value));
    }
    return call(isList ? value.get(0) : value);
  }

  private static Call call(JsonNode edge) {
    if (!edge.path(0).isTextual() || !edge.path(1).isInt() || edge.path(2).asInt(-1) != 0) {
      throw new ModelException(
          "its graph has an edge %s, [layer, call, 0] is needed".formatted(edge));
    }
    return new Call(edge.get(0).textValue(), edge.get(1).intValue());
  }
}
