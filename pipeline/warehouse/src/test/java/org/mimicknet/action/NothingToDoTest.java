/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.inference.TestModels.scaled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.RunLedger;
import org.mimicknet.table.RunLedger.Outcome;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * What a run finds where an earlier one has left nothing to do, and where something has changed.
 */
class NothingToDoTest extends SparkTest {
  private static final ModelBundle MODEL = scaled(1);

  @TempDir Path temp;
  private Path inputs;

  @BeforeEach
  void oneArchive() throws IOException {
    inputs = Files.createDirectories(temp.toRealPath().resolve("inputs"));
    archive("a.zip", 20);
  }

  @Test
  void anIngestTellsTheSameAsTheRunBefore() throws IOException {
    Files.write(inputs.resolve("broken.mat"), Arrays.copyOf(MatFiles.frame(20, 20), 400));
    Ingest.Result first = run(this::ingest);

    Ingest.Result second = run(this::ingest);

    assertThat(first.sources()).isEqualTo(2);
    assertThat(second.sources()).isZero();
    assertThat(second.present()).isEqualTo(2);
    assertThat(second.held()).isEqualTo(first.held()).isEqualTo(new HeldFrames(1, 1));
  }

  @Test
  void filesThatComeOrChangeOrAreMovedAreIngested() throws IOException {
    run(this::ingest);

    archive("b.zip", 21);
    assertThat(run(this::ingest).framesOk()).isEqualTo(1);

    archive("a.zip", 24);
    assertThat(run(this::ingest).framesOk()).isEqualTo(1);

    Files.move(inputs.resolve("a.zip"), inputs.resolve("c.zip"));
    assertThat(run(this::ingest).framesOk()).isEqualTo(1);
    assertThat(run(this::ingest).sources()).isZero();
  }

  /** It is read, and what it names that is not there is told. */
  @Test
  void metadataThatWereNotGivenBeforeAreRead() throws IOException {
    run(this::ingest);
    Path csv = temp.toRealPath().resolve("later.csv");
    Files.writeString(csv, "filename,site\nelsewhere.mat,north\n");

    Ingest.Result result =
        run(
            (warehouse, run) ->
                Ingest.into(warehouse, run)
                    .inputs(List.of(inputs.toString()))
                    .metadata(List.of(csv.toString()))
                    .execute());

    assertThat(result.sources()).isEqualTo(1);
    assertThat(result.metadata()).singleElement().extracting(MetadataUse::unmet).isEqualTo(1L);
  }

  @Test
  void aTableThatSomebodyHasRemovedIsMadeAgain() throws IOException {
    run(this::ingest);
    run(this::enhance);
    Files.move(temp.resolve("warehouse/frames"), temp.resolve("frames"));
    Files.move(temp.resolve("warehouse/enhanced"), temp.resolve("enhanced"));

    assertThat(run(this::ingest).framesOk()).isEqualTo(1);
    assertThat(run(this::enhance).enhanced()).isEqualTo(1);
  }

  @Test
  void rowsThatSomebodyHasDeletedComeAgain() {
    run(this::ingest);
    run(this::enhance);
    Warehouse warehouse = open();

    spark.sql("DELETE FROM " + warehouse.identifier(Table.ENHANCED));
    assertThat(run(this::enhance).enhanced()).isEqualTo(1);

    spark.sql("DELETE FROM " + warehouse.identifier(Table.FRAMES));
    assertThat(run(this::ingest).framesOk()).isEqualTo(1);
  }

  @Test
  void newModelsAndNewFramesAreEnhanced() throws IOException {
    run(this::ingest);
    run(this::enhance);

    assertThat(run(this::enhance).frames()).isZero();
    assertThat(run((warehouse, run) -> Enhance.in(warehouse, scaled(2), run).execute()).enhanced())
        .isEqualTo(1);

    archive("b.zip", 21);
    run(this::ingest);
    assertThat(run(this::enhance).enhanced()).isEqualTo(1);
  }

  /** A second attempt is judged by what the first has left. */
  @Test
  void theFramesOfARunThatFailedAreJudgedAgain() {
    run(this::ingest);
    run(Outcome.EXCEEDED_FAILURES, this::enhance);

    assertThat(run(Outcome.EXCEEDED_FAILURES, this::enhance).framesBefore()).isEqualTo(1);
    assertThat(run(this::enhance).framesBefore()).isEqualTo(1);
  }

  @Test
  void aSourceThatCannotBeReadIsLookedAtByEachRun() throws IOException {
    Files.createSymbolicLink(inputs.resolve("link.mat"), temp.resolve("nothing.mat"));
    run(this::ingest);
    assertThat(run(this::ingest).held().failed()).isEqualTo(1);

    Files.write(temp.resolve("nothing.mat"), MatFiles.frame(20, 22));

    assertThat(run(this::ingest).framesOk()).isEqualTo(1);
  }

  @Test
  void studiesAreSummarizedWhereTheirFramesHaveChanged() throws IOException {
    run(this::ingest);
    run(this::enhance);
    Summarize.Result first = run((warehouse, run) -> Summarize.on(warehouse, run).execute());
    assertThat(Summarize.on(open(), "run").unchanged())
        .contains(new Summarize.Result(0, first.recomputed(), 0));

    archive("b.zip", 21);
    run(this::ingest);

    assertThat(Summarize.on(open(), "run").unchanged()).isEmpty();
  }

  private void archive(String name, int height) throws IOException {
    Files.write(
        inputs.resolve(name), ArchiveBuilder.zip(Map.of("0.mat", MatFiles.frame(height, 20))));
  }

  private Ingest.Result ingest(Warehouse warehouse, String run) {
    return Ingest.into(warehouse, run).inputs(List.of(inputs.toString())).execute();
  }

  private Enhance.Result enhance(Warehouse warehouse, String run) {
    return Enhance.in(warehouse, MODEL, run).execute();
  }

  private <T> T run(BiFunction<Warehouse, String, T> action) {
    return run(Outcome.SUCCEEDED, action);
  }

  /** As a command does it. */
  private <T> T run(Outcome outcome, BiFunction<Warehouse, String, T> action) {
    Warehouse warehouse = open();
    RunLedger ledger = RunLedger.start(warehouse, "test", Map.of());
    T result = action.apply(warehouse, ledger.runId());
    ledger.finish(outcome, Map.of(), 0);
    return result;
  }

  private Warehouse open() {
    return Warehouse.create(spark, temp.resolve("warehouse").toString());
  }
}
