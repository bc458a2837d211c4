/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The rows of a table as text, without what two runs that do the same differ in.
 *
 * @param rows how often each is there
 */
record Rows(Map<String, Integer> rows) {
  private static final Set<String> OF_A_RUN =
      Set.of(
          "run_id",
          "ingested_at",
          "enhanced_at",
          "summarized_at",
          "latest_ingested_at",
          "latest_enhanced_at",
          "elapsed_ms");
  private static final List<String> PIXELS = List.of("das", "clinical", "output");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a table is without a warehouse. */
  static final Rows NONE = new Rows(Map.of());

  static Rows read(Path dump, String table) throws IOException {
    Map<String, Integer> rows = new HashMap<>();
    for (ObjectNode row : objects(dump, table)) {
      row.remove(OF_A_RUN);
      for (String pixels : PIXELS) {
        if (row.has(pixels)) {
          byte[] bytes = row.get(pixels).asText().getBytes(StandardCharsets.US_ASCII);
          row.put(pixels, UUID.nameUUIDFromBytes(bytes).toString());
        }
      }
      rows.merge(row.toString(), 1, Integer::sum);
    }
    return new Rows(Map.copyOf(rows));
  }

  /** The rows of a table or view as they are. */
  static List<ObjectNode> objects(Path dump, String table) throws IOException {
    List<ObjectNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(dump.resolve(table).resolve("rows.json"))) {
      rows.add((ObjectNode) JSON.readTree(line));
    }
    return rows;
  }

  int size() {
    return rows.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many rows are here and not there, each as often as it is missing there. */
  int without(Rows other) {
    return rows.entrySet().stream()
        .mapToInt(row -> Math.max(0, row.getValue() - other.rows.getOrDefault(row.getKey(), 0)))
        .sum();
  }

  /** The archives of frames. */
  Set<String> archives() throws IOException {
    Set<String> archives = new HashSet<>();
    for (String row : rows.keySet()) {
      archives.add(archive(row));
    }
    return archives;
  }

  /** The rows of frames that come from these archives. */
  Rows ofArchives(Set<String> archives) {
    return new Rows(
        rows.entrySet().stream()
            .filter(row -> archives.contains(archive(row.getKey())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static String archive(String row) {
    try {
      JsonNode id = JSON.readTree(row).get("source_id");
      return id == null ? "" : id.asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
