/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.table.ChildJvm;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.fit.Settings;

class ExperimentsTest extends SparkTest {
  private static final Settings LONG = TrainingWarehouse.settings(40, 2);

  @TempDir private static Path folder;
  private static Warehouse warehouse;

  @BeforeAll
  static void fillWarehouse() {
    warehouse = TrainingWarehouse.in(folder.resolve("warehouse"), spark);
  }

  @Test
  void aSearchThatWasKilledGoesOnAndMoreTrialsRunOnlyTheNewOnes() throws Exception {
    String longId = TrainingWarehouse.trialId(warehouse, LONG);
    Path run = Files.createDirectories(folder.resolve("warehouse/_training/runs/" + longId));
    ChildJvm search = ChildJvm.start(folder, Map.of(), KilledSearch.class, warehouse.path());
    int reached = search.await(run, () -> checkpointAfterTheFirst(run));
    search.kill();

    Settings other = TrainingWarehouse.settings(2, 1);
    Experiments.Result result = search("second", List.of(LONG, other)).maxParallel(2).execute();

    assertThat(reached).isLessThan(40);
    assertThat(result.failed()).isEmpty();
    assertThat(result.ran()).isEqualTo(2);
    assertThat(epochs(longId)).isEqualTo(upTo(40));

    Settings another = TrainingWarehouse.settings(1, 1);
    Experiments.Result more = search("third", List.of(LONG, other, another)).execute();

    assertThat(more.ran()).isEqualTo(1);
    assertThat(more.known()).isEqualTo(2);
    String ids =
        Stream.of(LONG, other, another)
            .map(settings -> "'" + TrainingWarehouse.trialId(warehouse, settings) + "'")
            .toList()
            .toString();
    List<Row> best =
        sql(
            "SELECT trial_id, model_id FROM %s WHERE trial_id IN (%s) ORDER BY validation_ssim DESC"
                .formatted(
                    warehouse.identifier(Table.EXPERIMENTS), ids.substring(1, ids.length() - 1)));
    assertThat(best).hasSize(3);
    assertThat(more.best().orElseThrow().trialId()).isEqualTo(best.get(0).getString(0));
    assertThat(more.best().orElseThrow().bundle().modelId()).isEqualTo(best.get(0).getString(1));
  }

  /** The search of another process, killed in the middle of its first trial. */
  static final class KilledSearch {
    private KilledSearch() {}

    public static void main(String[] args) {
      startSpark();
      Warehouse warehouse = Warehouse.open(SparkSession.active(), args[0]);
      Experiments.on(warehouse, "first", List.of(LONG), TrainingWarehouse.INPUTS).execute();
    }
  }

  @Test
  void aTrialThatFailsIsTriedAgainAloneAndOneThatFailsAgainDoesNotStopTheOthers()
      throws IOException {
    Map<String, Settings> trials =
        Map.of(
            "once", TrainingWarehouse.settings(3, 1),
            "always", TrainingWarehouse.settings(3, 2),
            "never", TrainingWarehouse.settings(3, 3));
    String once = TrainingWarehouse.trialId(warehouse, trials.get("once"));
    String always = TrainingWarehouse.trialId(warehouse, trials.get("always"));
    String never = TrainingWarehouse.trialId(warehouse, trials.get("never"));
    Path notes = folder.resolve("notes");
    CheckpointDisk.install(spark, notes);
    CheckpointDisk.fill(
        spark, CheckpointDisk.Note.checkpoint(once, 2), CheckpointDisk.Note.checkpoint(always, 1));
    Experiments.Result result;
    try {
      result = search("faults", List.copyOf(trials.values())).maxParallel(2).execute();
    } finally {
      CheckpointDisk.remove(spark);
    }

    assertThat(checkpoints(notes, never)).containsExactly(0, 1, 2, 3);
    assertThat(checkpoints(notes, once)).containsExactly(0, 1, 2, 2, 3);
    assertThat(checkpoints(notes, always)).containsExactly(0, 1, 1);
    assertThat(result.ran()).isEqualTo(2);
    assertThat(result.failed()).containsOnlyKeys(always);
    assertThat(result.failed().get(always))
        .startsWith("Cannot write file:")
        .endsWith("checkpoint-00001: No space left on device");
    assertThat(outcomes("faults"))
        .containsOnly(
            entry(once, "finished: all 3 epochs"),
            entry(never, "finished: all 3 epochs"),
            entry(always, "failed: " + result.failed().get(always)));
    assertThat(epochs(once)).isEqualTo(upTo(3));

    Experiments.Result repaired = search("again", List.copyOf(trials.values())).execute();

    assertThat(repaired.known()).isEqualTo(2);
    assertThat(outcomes("again")).containsOnly(entry(always, "finished: all 3 epochs"));
    assertThat(epochs(always)).isEqualTo(upTo(3));
  }

  private static Experiments search(String runId, List<Settings> trials) {
    return Experiments.on(warehouse, runId, trials, TrainingWarehouse.INPUTS);
  }

  private static Optional<Integer> checkpointAfterTheFirst(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("checkpoint-"))
          .map(name -> Integer.parseInt(name.substring(11)))
          .filter(epoch -> epoch >= 2)
          .findFirst();
    }
  }

  private static List<Integer> checkpoints(Path notes, String trialId) throws IOException {
    return CheckpointDisk.Note.read(notes).stream()
        .filter(note -> note.trialId().equals(trialId))
        .map(CheckpointDisk.Note::epoch)
        .toList();
  }

  private static Map<String, String> outcomes(String runId) {
    return sql(
            "SELECT trial_id, outcome, reason FROM %s WHERE run_id = '%s'"
                .formatted(warehouse.identifier(Table.EXPERIMENTS), runId))
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.getString(0), row -> row.getString(1) + ": " + row.getString(2)));
  }

  private static List<Integer> epochs(String trialId) {
    return sql(
            "SELECT epoch FROM %s WHERE training_id = '%s' ORDER BY epoch"
                .formatted(warehouse.identifier(Table.TRAINING_RUNS), trialId))
        .stream()
        .map(row -> row.getInt(0))
        .toList();
  }

  private static List<Integer> upTo(int epoch) {
    return IntStream.rangeClosed(0, epoch).boxed().toList();
  }
}
