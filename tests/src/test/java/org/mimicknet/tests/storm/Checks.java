/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What must hold of a warehouse, beside that of an undisturbed run. */
final class Checks {
  private static final List<String> TABLES =
      List.of("frames", "enhanced", "study_summary", "last_runs");

  private final Driver reader;
  private final Path work;
  private final Map<String, Rows> expected = new HashMap<>();
  private int dumps;

  Checks(Driver reader, Path work) {
    this.reader = reader;
    this.work = work;
  }

  /** One run of a command, as it ended. */
  record Attempt(String name, Kind kind, int exitCode, List<String> faults) {}

  /**
   * Rows that are missing or there too often.
   *
   * @param what said where there are any
   */
  record Difference(int lost, int doubled, String what) {}

  /**
   * Takes a warehouse for what all others are to hold.
   *
   * @param frames the paths of its good frames, known from those who made them
   */
  void expect(Path warehouse, List<String> frames) throws IOException {
    Path dump = dump(warehouse);
    for (String table : TABLES.subList(0, 3)) {
      expected.put(table, Rows.read(dump, table));
    }
    List<String> good =
        Rows.objects(dump, "frames").stream()
            .filter(row -> row.get("status").asText().equals("ok"))
            .map(row -> row.get("source_path").asText())
            .toList();
    assertThat(good).as("frames of an undisturbed run").containsExactlyInAnyOrderElementsOf(frames);
    assertThat(Rows.objects(dump, "enhanced").stream().map(row -> row.get("status").asText()))
        .as("results of an undisturbed run, of which each frame has one")
        .hasSize(frames.size() - 2)
        .containsOnly("ok");
    assertThat(Rows.objects(dump, "study_summary")).as("studies").hasSize(4);
  }

  /** At any time: nothing is there twice, and of an archive all or nothing. */
  Difference whileUnfinished(Path warehouse) throws IOException {
    Path dump = dump(warehouse);
    if (dump == null) {
      return new Difference(0, 0, "");
    }
    Rows frames = Rows.read(dump, "frames");
    Rows whole = expected.get("frames").ofArchives(frames.archives());
    int doubled = 0;
    for (String table : TABLES.subList(0, 2)) {
      doubled += Rows.read(dump, table).without(expected.get(table));
    }
    int lost = whole.without(frames);
    return new Difference(
        lost,
        doubled,
        lost + doubled == 0
            ? ""
            : "%s: %s rows of archives that are there in part, %s too many"
                .formatted(dump, lost, doubled));
  }

  /**
   * At the end: all that the undisturbed run gave, and the ledger says of each run how it ended.
   */
  Difference finished(Path warehouse, List<Attempt> attempts, String rerun) throws IOException {
    Path dump = dump(warehouse);
    StringBuilder what = new StringBuilder();
    int lost = 0;
    int doubled = 0;
    for (String table : TABLES.subList(0, 3)) {
      Rows rows = Rows.read(dump, table);
      int missing = expected.get(table).without(rows);
      int more = rows.without(expected.get(table));
      if (missing + more > 0) {
        what.append(
            "%s: of %s %s rows are missing, %s too many%n".formatted(dump, table, missing, more));
      }
      lost += missing;
      doubled += more;
    }
    what.append(ledger(Rows.objects(dump, "last_runs"), attempts, rerun));
    return new Difference(lost, doubled, what.toString());
  }

  private static String ledger(List<ObjectNode> runs, List<Attempt> attempts, String rerun) {
    Map<String, List<String>> outcomes =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    Checks::attempt,
                    Collectors.mapping(run -> run.get("outcome").asText(), Collectors.toList())));
    StringBuilder wrong = new StringBuilder();
    for (Attempt attempt : attempts) {
      List<String> found = outcomes.getOrDefault(attempt.name(), List.of());
      if (found.size() > 1 || !mayBe(attempt, found)) {
        wrong.append(
            "%s ended with %s, the ledger says %s%n".formatted(attempt, attempt.exitCode(), found));
      }
    }
    if (!List.of("succeeded").equals(outcomes.get(rerun))) {
      wrong.append(
          "the plain run ended with 0, the ledger says %s%n".formatted(outcomes.get(rerun)));
    }
    for (ObjectNode run : runs) {
      if (run.has("elapsed_s") && run.get("elapsed_s").asDouble() < 0) {
        wrong.append("a run took less than no time: %s%n".formatted(run));
      }
    }
    return wrong.toString();
  }

  /** The attempt is told by the name of its configuration file. */
  private static String attempt(ObjectNode run) {
    String file = run.get("configuration").get("config").asText();
    return Path.of(file).getFileName().toString().replace(".conf", "");
  }

  private static boolean mayBe(Attempt attempt, List<String> outcome) {
    boolean ledgerFailed = attempt.faults().stream().anyMatch(fault -> fault.contains("/runs/"));
    List<String> possible =
        switch (attempt.exitCode()) {
          case 0 -> List.of("succeeded");
          case 2 -> List.of("", "failed");
          case Driver.KILLED ->
              attempt.kind() == Kind.DRIVER_AT_ANY_TIME || ledgerFailed
                  ? List.of("", "running", "succeeded")
                  : List.of("", "running");
          // Where the storage of the ledger itself has failed, it cannot tell the end, or the
          // start.
          default ->
              ledgerFailed ? List.of("", "running", "failed", "succeeded") : List.of("failed");
        };
    boolean beforeTheLedger = outcome.isEmpty() && attempt.exitCode() == 4;
    return beforeTheLedger || possible.contains(outcome.isEmpty() ? "" : outcome.get(0));
  }

  /** Null where there is no warehouse yet. */
  private Path dump(Path warehouse) throws IOException {
    Path folder = Files.createDirectories(work.resolve("dump-" + dumps++));
    return reader.dump(warehouse, folder, TABLES) == 0 ? folder : null;
  }
}
