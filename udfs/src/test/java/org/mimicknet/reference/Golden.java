/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import org.mimicknet.image.Image;

/** Expected values that are described by JSON files. */
public enum Golden {
  /** Of the published weights: a test is skipped where {@link SharedData} is absent. */
  PUBLISHED {
    @Override
    InputStream open(String name) throws IOException {
      return Files.newInputStream(SharedData.reference("golden/" + name));
    }
  },

  /** Of the model that the program comes with: {@code src/test/resources/golden}. */
  SHIPPED {
    @Override
    InputStream open(String name) {
      return Golden.class.getResourceAsStream("/golden/" + name);
    }
  };

  abstract InputStream open(String name) throws IOException;

  public JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The image that an entry with {@code file} and {@code shape} describes. */
  public Image image(JsonNode entry) {
    JsonNode shape = entry.get("shape");
    return Image.fromBytes(
        bytes(entry.get("file").asText()), shape.get(0).asInt(), shape.get(1).asInt());
  }

  /** Little-endian float64 values. */
  public double[] doubles(String name) {
    byte[] bytes = bytes(name);
    double[] values = new double[bytes.length / 8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }

  /** An image of {@code inputs}. */
  public Image input(String name) {
    return image(json("manifest.json").at("/inputs/" + name));
  }

  /** A network output of {@code outputs}. */
  public Image output(String model, String input) {
    return image(json("manifest.json").at("/outputs/" + model + "/cases/" + input));
  }

  private byte[] bytes(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
