/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.mimicknet.image.Image;

/** Expected values of {@code shared/reference/golden} that are described by JSON files. */
public final class Golden {
  private Golden() {}

  /** A JSON file below {@code golden}; the test is skipped where it is absent. */
  public static JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(SharedData.reference("golden/" + name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The image that an entry with {@code file} and {@code shape} describes. */
  public static Image image(JsonNode entry) {
    JsonNode shape = entry.get("shape");
    return SharedData.golden(
        entry.get("file").asText(), shape.get(0).asInt(), shape.get(1).asInt());
  }

  /** An image of {@code golden/inputs}. */
  public static Image input(String name) {
    return image(json("manifest.json").at("/inputs/" + name));
  }

  /** A network output of {@code golden/outputs}. */
  public static Image output(String model, String input) {
    return image(json("manifest.json").at("/outputs/" + model + "/cases/" + input));
  }
}
