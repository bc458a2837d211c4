/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Recognises the published models that pad and crop inside: input, a Lambda with the function
 * {@code custom_pad}, the network as a nested model, and a Lambda with {@code custom_depad}. The
 * Python code in a Lambda is looked at, never run.
 */
final class KerasPadding {
  private static final String PAD = "custom_pad";
  private static final String CROP = "custom_depad";
  private static final byte[] SIXTEEN = {0x10, 0, 0, 0};

  /**
   * The graph to read.
   *
   * @param nested the name of the nested model that it is; null if it is the outermost
   */
  record Unwrapped(JsonNode config, String nested) {
    Optional<String> nestedName() {
      return Optional.ofNullable(nested);
    }
  }

  private KerasPadding() {}

  /**
   * @throws ModelException if the model is of another kind, or has a Lambda or a nested model in
   *     another place
   */
  static Unwrapped unwrap(JsonNode model) {
    String className = model.path("class_name").asText();
    if (!isModel(className)) {
      throw new ModelException(
          "it is a %s, a functional Keras Model is needed".formatted(className));
    }
    JsonNode config = model.path("config");
    List<KerasLayer> layers = new ArrayList<>();
    config.path("layers").forEach(json -> layers.add(KerasLayer.of(json)));
    layers.stream()
        .filter(layer -> layer.className().equals("Lambda"))
        .forEach(KerasPadding::check);
    Optional<KerasLayer> nested =
        layers.stream().filter(layer -> isModel(layer.className())).findFirst();
    if (nested.isEmpty()) {
      return new Unwrapped(config, null);
    }
    if (!isWrapped(layers)) {
      throw nested
          .get()
          .refused("a nested model is supported only between the Lambdas " + PAD + " and " + CROP);
    }
    return new Unwrapped(nested.get().config(), nested.get().name());
  }

  private static boolean isModel(String className) {
    return className.equals("Model") || className.equals("Functional");
  }

  private static boolean isWrapped(List<KerasLayer> layers) {
    return layers.size() == 4
        && layers.get(0).className().equals("InputLayer")
        && isPad(layers.get(1))
        && reads(layers.get(1), layers.get(0))
        && isModel(layers.get(2).className())
        && reads(layers.get(2), layers.get(1))
        && isCrop(layers.get(3))
        && reads(layers.get(3), layers.get(0), layers.get(2));
  }

  private static boolean reads(KerasLayer layer, KerasLayer... sources) {
    JsonNode edges = layer.inbound().path(0);
    if (layer.inbound().size() != 1 || edges.size() != sources.length) {
      return false;
    }
    for (int i = 0; i < sources.length; i++) {
      if (!edges.path(i).path(0).asText().equals(sources[i].name())) {
        return false;
      }
    }
    return true;
  }

  private static void check(KerasLayer lambda) {
    if (!isPad(lambda) && !isCrop(lambda)) {
      throw lambda.refused(
          "its Python function is unknown; supported are %s and %s of the published models"
              .formatted(PAD, CROP));
    }
  }

  private static boolean isPad(KerasLayer layer) {
    byte[] code = code(layer);
    return holdsString(code, PAD) && holdsString(code, "REFLECT") && indexOf(code, SIXTEEN) >= 0;
  }

  private static boolean isCrop(KerasLayer layer) {
    byte[] code = code(layer);
    return holdsString(code, CROP) && holdsString(code, "clip_by_value");
  }

  /** The marshalled code object of a Lambda; empty if there is none. */
  private static byte[] code(KerasLayer layer) {
    try {
      return Base64.getMimeDecoder().decode(layer.config().path("function").path(0).asText());
    } catch (IllegalArgumentException e) {
      throw layer.refused("its Python function is not base64 text");
    }
  }

  /** Whether the code holds exactly this string: Python marshals a length byte, then the text. */
  private static boolean holdsString(byte[] code, String text) {
    byte[] marshalled = ((char) text.length() + text).getBytes(StandardCharsets.ISO_8859_1);
    return indexOf(code, marshalled) >= 0;
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }
}
