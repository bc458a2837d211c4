/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.tests.lines.SharedWarehouses.Result;

/**
 * A warehouse that one line of Spark has begun and others go on with, commit by commit and
 * checkpoint by checkpoint, holds what one line alone would have written.
 */
class ContinuedWarehouseIT {
  private static final String SHIPPED = "\"model_id\":\"mimicknet-sim-";

  @BeforeAll
  static void allLinesAreBuilt() throws Exception {
    Line.requireAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"frames", "quarantine", "data_quality", "duplicates"})
  void framesAreThoseOfOneLineAlone(String name) throws Exception {
    for (Result result : SharedWarehouses.byTurns()) {
      assertThat(result.dump().rows(name)).containsExactlyElementsOf(alone().rows(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"enhanced", "study_summary"})
  void resultsAreThoseOfOneLineAlone(String name) throws Exception {
    for (Result result : SharedWarehouses.byTurns()) {
      assertThat(result.dump().rows(name))
          .filteredOn(row -> row.contains(SHIPPED))
          .containsExactlyElementsOf(alone().rows(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"enhanced", "study_summary"})
  void anotherModelGivesTheSameWhicheverLineRanIt(String name) throws Exception {
    List<Result> results = SharedWarehouses.byTurns();
    assertThat(results.get(0).dump().rows(name))
        .hasSize(2 * alone().rows(name).size())
        .containsExactlyElementsOf(results.get(1).dump().rows(name));
  }

  @Test
  void replayFoundWhatTheFirstLineHadRefused() throws Exception {
    for (Result result : SharedWarehouses.byTurns()) {
      assertThat(result.printed()).containsPattern("Replay: [1-9][0-9]* frames from");
    }
  }

  @Test
  void bothSparksWroteCheckpointsThatTheNextLineMet() throws Exception {
    for (Result result : SharedWarehouses.byTurns()) {
      List<String> engines = new ArrayList<>();
      for (String table : Dump.TABLES) {
        engines.addAll(CommitLog.of(result.path(), table).enginesOfCheckpoints());
      }
      for (Line line : List.of(Line.SPARK3_SCALA213, Line.SPARK4)) {
        assertThat(engines).anyMatch(engine -> engine.startsWith(line.engine()));
      }
    }
  }

  @Test
  void noLineAsksMoreOfAReaderThanTheOldestProtocol() throws Exception {
    List<Result> results = new ArrayList<>(SharedWarehouses.demos().values());
    results.addAll(SharedWarehouses.byTurns());
    for (Result result : results) {
      for (String table : Dump.TABLES) {
        CommitLog log = CommitLog.of(result.path(), table);
        assertThat(log.all("protocol"))
            .extracting(JsonNode::toString)
            .as("protocol of %s in %s", table, result.path())
            .containsOnly("{\"minReaderVersion\":1,\"minWriterVersion\":2}");
        assertThat(log.commits().values())
            .allSatisfy(
                actions ->
                    assertThat(actions)
                        .extracting(CommitLog.Action::kind)
                        .isSubsetOf(
                            Set.of("commitInfo", "protocol", "metaData", "txn", "add", "remove")));
        assertThat(log.all("add")).isNotEmpty().noneMatch(add -> add.has("deletionVector"));
      }
    }
  }

  private static Dump alone() throws Exception {
    return SharedWarehouses.demos().get(Line.SPARK3_SCALA212).dump();
  }
}
