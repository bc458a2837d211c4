/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.table.RunLedger.Outcome;

class SettledWorksTest extends SparkTest {
  @TempDir Path folder;

  @Test
  void theNextRunFindsWhatASuccessfulOneHasSettled() {
    settle("work", Outcome.SUCCEEDED);

    assertThat(open().settled("work")).contains(Map.of("ok", 3L));
    assertThat(open().settled("another")).isEmpty();
  }

  @Test
  void aRunThatHasFailedSettlesNothing() {
    settle("work", Outcome.FAILED);

    assertThat(open().settled("work")).isEmpty();
  }

  @Test
  void runsOfOtherWorkKeepIt() {
    settle("first", Outcome.SUCCEEDED);
    settle("second", Outcome.SUCCEEDED);
    RunLedger.start(open(), "killed", Map.of());

    assertThat(open().settled("first")).isPresent();
    assertThat(open().settled("second")).isPresent();
  }

  @Test
  void ofManyTheOneThatWasOfNoUseForLongestIsForgotten() {
    SettledWorks works = new SettledWorks();
    for (int work = 0; work <= SettledWorks.MOST; work++) {
      works.add("work " + work, Map.of(Table.FRAMES, new TableVersion(1, 1)), Map.of());
      works.end(true);
      assertThat(works.find("work 0")).isPresent();
    }

    SettledWorks next = new SettledWorks().loaded(() -> Optional.of(works.note("run")));
    assertThat(next.find("work 0")).isPresent();
    assertThat(next.find("work 1")).isEmpty();
    assertThat(next.find("work 2")).isPresent();
  }

  @Test
  void aCommitOfAnybodyToTheTableUnsettlesIt() {
    settle("work", Outcome.SUCCEEDED);

    Rows.append(open(), Table.FRAMES, Rows.frame("site", "study", "f"));

    assertThat(open().settled("work")).isEmpty();
  }

  /** Its versions have the numbers of those before. */
  @Test
  void aTableThatWasMadeAnewUnsettlesIt() throws Exception {
    settle("work", Outcome.SUCCEEDED);
    Path frames = folder.resolve("frames");
    Files.move(frames, folder.resolve("away"));
    open().make(Table.FRAMES);

    assertThat(open().version(Table.FRAMES).number()).isZero();
    assertThat(open().settled("work")).isEmpty();
  }

  @Test
  void aNoteOfSomebodyElseSaysNothing() {
    settle("work", Outcome.SUCCEEDED);
    spark.sql(
        "ALTER TABLE %s SET TBLPROPERTIES ('site' = 'somebody')"
            .formatted(open().identifier(Table.RUNS)));

    assertThat(open().settled("work")).isEmpty();
    settle("work", Outcome.SUCCEEDED);
    assertThat(open().settled("work")).isPresent();
  }

  private void settle(String work, Outcome outcome) {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    RunLedger run = RunLedger.start(warehouse, "ingest", Map.of());
    warehouse.settle(work, Map.of(Table.FRAMES, warehouse.version(Table.FRAMES)), Map.of("ok", 3L));
    run.finish(outcome, Map.of(), 0);
  }

  private Warehouse open() {
    return Warehouse.open(spark, folder.toString());
  }
}
