/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.fit.Epoch;
import org.mimicknet.training.fit.EpochFiles;
import org.mimicknet.training.fit.Mode;
import org.mimicknet.training.fit.RunFolder;
import org.mimicknet.training.fit.Scores;
import org.mimicknet.training.fit.Settings;

class EpochWatchTest extends SparkTest {
  @TempDir private Path folder;
  private Warehouse warehouse;
  private TrainingRows rows;
  private Trial trial;
  private RunFolder run;

  @BeforeEach
  void makeWarehouse() {
    warehouse = Warehouse.create(spark, folder.toString());
    rows = new TrainingRows(warehouse, "run");
    trial =
        new Trial(
            new LinkedHashMap<>(Settings.of(Mode.GRAY_BOX).toMap()),
            new FrameSet("set", "", 1),
            null);
    run = new RunFolder(Folders.run(warehouse, trial.id()), new Configuration());
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void epochsAreInTheTableWhileTheTrainingRunsAndOnceWhenItWasResumed() {
    try (EpochWatch watch = new EpochWatch(warehouse, rows, Duration.ofMillis(50))) {
      List<Integer> seen =
          watch.follow(
              trial,
              () -> {
                finish(0);
                finish(1);
                return untilThereAre(2);
              });
      assertThat(seen).containsExactly(0, 1);
    }
    // another driver goes on after epoch 0, from which the first one had its last checkpoint
    try (EpochWatch watch = new EpochWatch(warehouse, rows, Duration.ofMinutes(1))) {
      watch.follow(
          trial,
          () -> {
            finish(1);
            finish(2);
            return null;
          });
    }

    assertThat(epochs()).containsExactly(0, 1, 2);
  }

  @Test
  void whatATrainingCameToIsInTheTableWhenItFails() {
    try (EpochWatch watch = new EpochWatch(warehouse, rows, Duration.ofMinutes(1))) {
      assertThatThrownBy(
              () ->
                  watch.follow(
                      trial,
                      () -> {
                        finish(0);
                        throw new IllegalStateException("the disk is full");
                      }))
          .hasMessage("the disk is full");
    }

    assertThat(epochs()).containsExactly(0);
  }

  private void finish(int epoch) {
    EpochFiles.write(
        run, new Epoch(epoch, Map.of(), 1e-3, new Scores(0.5, 20, 0.1, 4), 0, Instant.EPOCH));
  }

  /** Reads the table again and again: the time limit of the test ends it. */
  private List<Integer> untilThereAre(int count) {
    List<Integer> epochs = epochs();
    while (epochs.size() < count) {
      epochs = epochs();
    }
    return epochs;
  }

  private List<Integer> epochs() {
    return sql(
            "SELECT epoch FROM %s ORDER BY epoch"
                .formatted(warehouse.identifier(Table.TRAINING_RUNS)))
        .stream()
        .map(row -> row.getInt(0))
        .toList();
  }
}
