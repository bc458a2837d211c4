/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.table.ChildJvm;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.CheckpointDisk.Note;
import org.mimicknet.training.fit.Settings;

/** A search on a cluster of two executors, each a process of its own with one GPU that is none. */
class ClusterTest extends SparkTest {
  private static final int EPOCHS = 12;
  private static final List<Settings> TRIALS =
      List.of(TrainingWarehouse.settings(EPOCHS, 2), TrainingWarehouse.settings(EPOCHS, 3));

  @TempDir private Path folder;

  @Test
  void aTrialGoesOnElsewhereWhenItsExecutorIsKilledAndEachHasAGpuToItself() throws Exception {
    Warehouse warehouse = TrainingWarehouse.in(folder.resolve("warehouse"), spark);
    String lost = TrainingWarehouse.trialId(warehouse, TRIALS.get(0));
    String other = TrainingWarehouse.trialId(warehouse, TRIALS.get(1));
    Path notes = Files.createDirectory(folder.resolve("notes")).resolve("checkpoints");
    ChildJvm driver =
        ChildJvm.start(
            folder,
            ChildJvm.clusterEnvironment(folder),
            ClusterSearch.class,
            warehouse.path(),
            notes.toString(),
            discoveryScript().toString());

    long killed = driver.await(notes.getParent(), () -> processOf(lost, other, notes));
    ProcessHandle.of(killed).orElseThrow().destroyForcibly();
    driver.succeeded();

    List<Note> first = notes(notes, lost).filter(note -> note.process() == killed).toList();
    List<Note> second = notes(notes, lost).filter(note -> note.process() != killed).toList();
    int reached = first.get(first.size() - 1).epoch();
    assertThat(reached).isBetween(2, EPOCHS - 1);
    assertThat(second).extracting(Note::process).containsOnly(second.get(0).process());
    assertThat(second.get(0).epoch()).as("epochs begin again").isBetween(reached, reached + 1);
    assertThat(second)
        .extracting(Note::epoch)
        .isEqualTo(IntStream.rangeClosed(second.get(0).epoch(), EPOCHS).boxed().toList());

    List<Note> undisturbed = notes(notes, other).toList();
    assertThat(undisturbed).extracting(Note::epoch).startsWith(0, 1, 2).endsWith(EPOCHS);
    assertThat(undisturbed).extracting(Note::process).containsOnly(undisturbed.get(0).process());
    assertThat(List.of(first.get(0).gpus(), undisturbed.get(0).gpus()))
        .containsExactlyInAnyOrder("0", "1");
    assertThat(devices(warehouse))
        .containsOnly(
            Map.entry(lost, fallBack(second.get(0))),
            Map.entry(other, fallBack(undisturbed.get(0))));
  }

  @Test
  void noGpuIsAskedForWhereExecutorsHaveNone() {
    SparkConf conf = new SparkConf(false).set("spark.master", "yarn");
    assertThat(Trials.resources(conf)).isEmpty();

    conf.set("spark.executor.resource.gpu.amount", "4");
    assertThat(Trials.resources(conf).orElseThrow().taskResourcesJMap().get("gpu").amount())
        .isEqualTo(1);
    assertThat(Trials.resources(conf.clone().set("spark.master", "local[2]"))).isEmpty();
  }

  /** The driver: its executors are killed, not itself. */
  static final class ClusterSearch {
    private ClusterSearch() {}

    public static void main(String[] args) {
      SparkSession spark =
          session("local-cluster[2,1,1024]")
              .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
              .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1")
              .config("spark.worker.resource.gpu.amount", "1")
              .config("spark.worker.resource.gpu.discoveryScript", args[2])
              .config("spark.executor.resource.gpu.amount", "1")
              .getOrCreate();
      CheckpointDisk.install(spark, Path.of(args[1]));
      Experiments.Result result =
          Experiments.on(Warehouse.open(spark, args[0]), "run", TRIALS, TrainingWarehouse.INPUTS)
              .maxParallel(2)
              .retries(0)
              .execute();
      spark.stop();
      if (!result.failed().isEmpty()) {
        throw new AssertionError(result.failed());
      }
    }
  }

  /** Gives GPU 0 to the worker that asks first, GPU 1 to the other. */
  private Path discoveryScript() throws IOException {
    Path script = folder.resolve("gpus.sh");
    Files.writeString(
        script,
        """
        #!/bin/sh
        mkdir '%s' 2> /dev/null && gpu=0 || gpu=1
        echo "{\\"name\\": \\"gpu\\", \\"addresses\\": [\\"$gpu\\"]}"
        """
            .formatted(folder.resolve("first-gpu")));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  /** The process of a trial that has gone on for some epochs, beside another one. */
  private static Optional<Long> processOf(String trialId, String other, Path notes)
      throws IOException {
    return notes(notes, other).findFirst().isEmpty()
        ? Optional.empty()
        : notes(notes, trialId).filter(note -> note.epoch() >= 2).map(Note::process).findFirst();
  }

  private static Stream<Note> notes(Path notes, String trialId) throws IOException {
    return Note.read(notes).stream().filter(note -> note.trialId().equals(trialId));
  }

  private static Map<String, String> devices(Warehouse warehouse) {
    return sql("SELECT trial_id, device FROM " + warehouse.identifier(Table.EXPERIMENTS)).stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
  }

  private static String fallBack(Note note) {
    return "cpu(): Spark gave GPU %s, but this PyTorch has no CUDA".formatted(note.gpus());
  }
}
