/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;

/** One layer of a Keras {@code model_config}, with messages that name it. */
record KerasLayer(String className, String name, JsonNode config, JsonNode inbound) {
  private static final int LARGEST_COUNT = 4096;

  static KerasLayer of(JsonNode json) {
    JsonNode config = json.path("config");
    String name = json.path("name").asText(config.path("name").asText());
    String className = json.path("class_name").asText();
    if (name.isEmpty() || className.isEmpty() || !config.isObject()) {
      throw new ModelException("its model_config holds a layer without a name, class or config");
    }
    return new KerasLayer(className, name, config, json.path("inbound_nodes"));
  }

  /** Refuses any other value than {@code allowed}, which are JSON texts; absent is allowed. */
  void allow(String key, String... allowed) {
    JsonNode value = config.path(key);
    if (!value.isMissingNode() && !Arrays.asList(allowed).contains(value.toString())) {
      throw refused(
          "%s is %s, supported is %s".formatted(key, value, String.join(" or ", allowed)));
    }
  }

  /** Refuses a number that is not {@code allowed}; absent and null are allowed. */
  void allowNumber(String key, double allowed) {
    JsonNode value = config.path(key);
    if (!value.isMissingNode()
        && !value.isNull()
        && !(value.isNumber() && value.asDouble() == allowed)) {
      throw refused("%s is %s, supported is %s".formatted(key, value, allowed));
    }
  }

  int count(String key) {
    return count(key, config.path(key));
  }

  /** A pair of counts, for example a kernel's rows and columns. */
  List<Integer> pair(String key) {
    JsonNode value = config.path(key);
    if (!value.isArray() || value.size() != 2) {
      throw refused("%s is %s, two counts are needed".formatted(key, text(value)));
    }
    return List.of(count(key, value.get(0)), count(key, value.get(1)));
  }

  float number(String key) {
    JsonNode value = config.path(key);
    if (!value.isNumber()) {
      throw refused("%s is %s, a number is needed".formatted(key, text(value)));
    }
    return (float) value.asDouble();
  }

  /** What Keras takes as true if absent. */
  boolean flag(String key) {
    return config.path(key).asBoolean(true);
  }

  ModelException refused(String reason) {
    return new ModelException("layer %s (%s): %s".formatted(name, className, reason));
  }

  private int count(String key, JsonNode value) {
    if (!value.isInt() || value.intValue() < 1 || value.intValue() > LARGEST_COUNT) {
      throw refused(
          "%s is %s, a count from 1 to %s is needed".formatted(key, text(value), LARGEST_COUNT));
    }
    return value.intValue();
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }
}
