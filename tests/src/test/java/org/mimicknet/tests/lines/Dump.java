/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.lines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mimicknet.table.View;

/**
 * What the tables and views of a warehouse hold, as a line of Spark says: all digits, all pixels.
 */
public record Dump(Path folder) {
  /** The tables that a main path fills. */
  public static final List<String> TABLES = List.of("frames", "enhanced", "study_summary", "runs");

  private static final List<String> VIEWS = Stream.of(View.values()).map(View::sqlName).toList();

  /** Run, place, program and clock: what two runs that do the same differ in. */
  private static final Set<String> OF_A_RUN =
      Set.of(
          "run_id",
          "source_id",
          "configuration",
          "versions",
          "ingested_at",
          "enhanced_at",
          "summarized_at",
          "started_at",
          "finished_at",
          "latest_ingested_at",
          "latest_enhanced_at",
          "elapsed_s",
          "elapsed_ms");

  private static final List<String> PIXELS = List.of("das", "clinical", "output");

  static List<String> tablesAndViews() {
    return Stream.concat(TABLES.stream(), VIEWS.stream()).toList();
  }

  /** Statements for the command {@code sql} that write the dump. */
  String script() {
    return script(tablesAndViews());
  }

  /** The same for some tables and views. */
  public String script(List<String> names) {
    return names.stream()
        .map(
            name ->
                "INSERT OVERWRITE DIRECTORY '%s' USING json SELECT /*+ COALESCE(1) */ * FROM %s;%n"
                    .formatted(folder.resolve(name), name))
        .collect(Collectors.joining());
  }

  /** The rows of a table or view without what differs from run to run, sorted. */
  public List<String> rows(String name) throws IOException {
    return rows(name, Set.of());
  }

  /** The same without some more columns. */
  List<String> rows(String name, Set<String> without) throws IOException {
    List<String> rows = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        for (String line : Files.readAllLines(file)) {
          ObjectNode row = (ObjectNode) json.readTree(line);
          row.remove(OF_A_RUN).remove(without);
          PIXELS.stream()
              .filter(row::has)
              .forEach(pixels -> row.put(pixels, digest(row.get(pixels))));
          rows.add(row.toString());
        }
      }
    }
    Collections.sort(rows);
    return rows;
  }

  private static String digest(JsonNode pixels) {
    return UUID.nameUUIDFromBytes(pixels.asText().getBytes(StandardCharsets.US_ASCII)).toString();
  }
}
