/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The small files of {@code src/test/resources/samples}, which other programs wrote, and what
 * independent readers found in them.
 */
public final class WrittenSamples {
  private WrittenSamples() {}

  /** A file by its path below {@code samples}. */
  public static Path file(String name) {
    return root().resolve(name);
  }

  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The facts of every file of a folder, or of all for an empty text, by the path of the file. */
  public static Map<String, JsonNode> facts(String folder) {
    try {
      Map<String, JsonNode> facts = new TreeMap<>();
      new ObjectMapper()
          .readTree(file("FACTS.json").toFile())
          .properties()
          .forEach(
              fact -> {
                if (fact.getKey().startsWith(folder)) {
                  facts.put(fact.getKey(), fact.getValue());
                }
              });
      return facts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    try {
      return Path.of(WrittenSamples.class.getResource("/samples/FACTS.json").toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
