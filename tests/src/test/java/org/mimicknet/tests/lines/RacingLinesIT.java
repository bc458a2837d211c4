/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two lines of Spark that work on one warehouse at the same time lose nothing and double nothing.
 * Not a part of CI: {@code -Dmimicknet.long=true} runs it.
 */
@EnabledIfSystemProperty(
    named = "mimicknet.long",
    matches = "true",
    disabledReason = "Skipped: -Dmimicknet.long=true runs it")
class RacingLinesIT {
  @BeforeAll
  static void allLinesAreBuilt() throws Exception {
    Line.requireAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"frames", "enhanced", "study_summary"})
  void everyRowIsThereOnce(String table) throws Exception {
    assertThat(SharedWarehouses.atOnce().dump().rows(table))
        .containsExactlyElementsOf(
            SharedWarehouses.demos().get(Line.SPARK3_SCALA212).dump().rows(table));
  }

  @ParameterizedTest
  @ValueSource(strings = {"frames", "enhanced"})
  void appendsOfBothAreNumberedInOneSequence(String table) throws Exception {
    List<JsonNode> appends = CommitLog.of(SharedWarehouses.atOnce().path(), table).all("txn");
    assertThat(appends)
        .extracting(append -> append.get("version").asLong())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, appends.size()).boxed().toList());
  }

  @Test
  void bothAppendedFrames() throws Exception {
    List<String> engines =
        CommitLog.of(SharedWarehouses.atOnce().path(), "frames").all("commitInfo").stream()
            .filter(commit -> commit.get("operation").asText().equals("WRITE"))
            .map(commit -> commit.get("engineInfo").asText())
            .toList();
    for (Line line : List.of(Line.SPARK3_SCALA212, Line.SPARK4)) {
      assertThat(engines).anyMatch(engine -> engine.startsWith(line.engine()));
    }
  }

  @Test
  void bothRanToTheirEnd() throws Exception {
    assertThat(SharedWarehouses.atOnce().dump().rows("last_runs", Set.of("counts", "bytes")))
        .filteredOn(row -> !row.contains("summarize"))
        .containsExactly(
            "{\"command\":\"enhance\",\"outcome\":\"succeeded\"}",
            "{\"command\":\"enhance\",\"outcome\":\"succeeded\"}",
            "{\"command\":\"ingest\",\"outcome\":\"succeeded\"}",
            "{\"command\":\"ingest\",\"outcome\":\"succeeded\"}");
  }
}
