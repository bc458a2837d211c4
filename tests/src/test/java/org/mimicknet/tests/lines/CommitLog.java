/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.lines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The commits of a table as its log has them, read as text: what any program that knows Delta
 * meets.
 *
 * @param commits the actions of each version, for example protocol, add
 * @param files the names of all files of the log
 */
record CommitLog(SortedMap<Long, List<Action>> commits, List<String> files) {
  /**
   * An action.
   *
   * @param kind for example protocol
   * @param fields what it says
   */
  record Action(String kind, JsonNode fields) {}

  static CommitLog of(Path warehouse, String table) throws IOException {
    SortedMap<Long, List<Action>> commits = new TreeMap<>();
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(warehouse.resolve(table).resolve("_delta_log"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        names.add(name);
        if (name.endsWith(".json")) {
          commits.put(version(name), actions(file));
        }
      }
    }
    return new CommitLog(commits, names);
  }

  private static long version(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private static List<Action> actions(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Action> actions = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Map.Entry<String, JsonNode> action = json.readTree(line).fields().next();
      actions.add(new Action(action.getKey(), action.getValue()));
    }
    return actions;
  }

  /** All actions of a kind, oldest first. */
  List<JsonNode> all(String kind) {
    return commits.values().stream()
        .flatMap(List::stream)
        .filter(action -> action.kind().equals(kind))
        .map(Action::fields)
        .toList();
  }

  /** The programs that made the versions which have a checkpoint. */
  List<String> enginesOfCheckpoints() {
    return files.stream()
        .filter(name -> name.endsWith(".checkpoint.parquet"))
        .map(name -> engine(version(name)))
        .toList();
  }

  private String engine(long version) {
    return commits.get(version).stream()
        .filter(action -> action.kind().equals("commitInfo"))
        .map(action -> action.fields().get("engineInfo").asText())
        .findFirst()
        .orElseThrow();
  }
}
