/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.mimicknet.signal.Clip;

/**
 * The contents of {@code model.json}.
 *
 * @param card what people and the pre-processing need to know
 * @param sha256 of {@code model.onnx}, lower-case hexadecimal
 * @param parameters the number of trained values
 */
record Manifest(ModelCard card, String sha256, long parameters) {
  private static final int FORMAT_VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FREE = new TypeReference<>() {};

  byte[] toBytes() {
    PixelSettings pixels = card.pixels();
    ObjectNode json = JSON.createObjectNode();
    json.put("format_version", FORMAT_VERSION);
    json.put("name", card.name());
    json.put("sha256", sha256);
    json.put("origin", card.origin());
    json.put("licence", card.licence());
    json.put("clip_db", pixels.clip() instanceof Clip.AtDb at ? at.clipDb() : null);
    json.put("normalisation", pixels.normalisation());
    json.put("padding_rule", pixels.paddingRule());
    json.put("parameters", parameters);
    json.set("training_data", JSON.valueToTree(card.trainingData()));
    json.set("metrics", JSON.valueToTree(card.metrics()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new ModelException("Cannot write model.json: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * @throws ModelException without the file's name, if a key is missing or of the wrong kind
   */
  static Manifest fromBytes(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      int version = json.path("format_version").asInt();
      if (version != FORMAT_VERSION) {
        throw new ModelException(
            "model.json has format_version %s, this program reads %s"
                .formatted(json.path("format_version"), FORMAT_VERSION));
      }
      return read(json);
    } catch (IllegalArgumentException e) {
      throw new ModelException(e.getMessage(), e);
    } catch (IOException e) {
      throw new ModelException("model.json is not JSON", e);
    }
  }

  private static Manifest read(JsonNode json) {
    PixelSettings pixels =
        new PixelSettings(clip(json), text(json, "normalisation"), text(json, "padding_rule"));
    ModelCard card =
        new ModelCard(
            text(json, "name"),
            text(json, "origin"),
            text(json, "licence"),
            pixels,
            free(json, "training_data"),
            free(json, "metrics"));
    JsonNode parameters = json.path("parameters");
    if (!parameters.isIntegralNumber()) {
      throw wrong("parameters", parameters, "a whole number");
    }
    return new Manifest(card, text(json, "sha256"), parameters.asLong());
  }

  private static Clip clip(JsonNode json) {
    JsonNode value = json.path("clip_db");
    if (value.isNull()) {
      return new Clip.None();
    }
    if (!value.isNumber()) {
      throw wrong("clip_db", value, "a number or null");
    }
    return new Clip.AtDb(value.asDouble());
  }

  private static String text(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isTextual()) {
      throw wrong(key, value, "a text");
    }
    return value.textValue();
  }

  private static Map<String, Object> free(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isObject()) {
      throw wrong(key, value, "an object");
    }
    return JSON.convertValue(value, FREE);
  }

  private static ModelException wrong(String key, JsonNode value, String needed) {
    return new ModelException(
        "%s in model.json is %s, %s is needed"
            .formatted(key, value.isMissingNode() ? "missing" : value, needed));
  }
}
