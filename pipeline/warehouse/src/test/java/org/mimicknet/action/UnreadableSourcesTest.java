/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.archive.FaultyDisk;
import org.mimicknet.archive.FaultyDisk.Operation;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** What may not be read is a row, until it can be read. */
class UnreadableSourcesTest extends SparkTest {
  @TempDir Path folder;
  private Path inputs;
  private Warehouse warehouse;

  @BeforeEach
  void makeInputs() throws IOException {
    inputs = Files.createDirectories(folder.toRealPath().resolve("inputs"));
    write("a.zip", ArchiveBuilder.zip(Map.of("1.mat", MatFiles.frame(20, 17))));
    write("b.mat", MatFiles.frame(20, 18));
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
  }

  @AfterEach
  void mend() {
    FaultyDisk.mend();
  }

  @Test
  void aFileThatMayNotBeReadIsReadOnceItMay() {
    deny(Operation.OPEN, "a.zip");
    assertThat(ingest("first").framesFailed()).isEqualTo(1);
    assertThat(rows()).containsExactly("a.zip#0 unreadable first", "b.mat#0 ok first");
    long commits = commits();

    assertThat(ingest("second").sources()).isZero();
    assertThat(commits()).as("commits where nothing has changed").isEqualTo(commits);
    FaultyDisk.mend();
    Ingest.Plan plan = plan();
    Ingest.Result third = ingest("third");

    assertThat(plan.pending()).isEqualTo(1);
    assertThat(third.framesOk()).isEqualTo(1);
    assertThat(rows()).containsExactly("a.zip!/1.mat#0 ok third", "b.mat#0 ok first");
    assertThat(commits()).as("the row goes as the frames come").isEqualTo(commits + 1);
    assertThat(ingest("fourth").sources()).isZero();
  }

  @Test
  void anArchiveOfWhichAnythingElseIsThereIsNotReadAgain() {
    ingest("first");
    String id =
        sql("SELECT source_id FROM " + frames() + " WHERE status = 'ok'").get(0).getString(0);
    Map<String, Object> row = Rows.with(Rows.frame("s", "study", null), "status", "unreadable");
    Rows.append(warehouse, Table.FRAMES, Rows.with(row, "source_id", id));

    assertThat(ingest("second").sources()).isZero();
  }

  @Test
  void theRowOfAFolderGoesWhenItCanBeListedWithACommitOfItsOwnIfNothingIsNew() throws IOException {
    Files.createDirectory(inputs.resolve("lost+found"));
    deny(Operation.LIST, "/lost+found");
    Ingest.Result first = ingest("first");
    assertThat(first.framesFailed()).isEqualTo(1);
    assertThat(rows())
        .containsExactly(
            "a.zip!/1.mat#0 ok first", "b.mat#0 ok first", "lost+found unreadable first");
    long commits = commits();
    assertThat(ingest("second").sources()).isZero();
    assertThat(commits()).isEqualTo(commits);
    FaultyDisk.mend();

    Ingest.Result third = ingest("third");

    assertThat(third.held()).isEqualTo(new HeldFrames(2, 0));
    assertThat(rows()).containsExactly("a.zip!/1.mat#0 ok first", "b.mat#0 ok first");
    assertThat(commits()).isEqualTo(commits + 1);
    ingest("fourth");
    assertThat(commits()).isEqualTo(commits + 1);
  }

  @Test
  void anotherInputWithAFileOfTheSamePathLeavesTheRow() throws IOException {
    deny(Operation.OPEN, "inputs/a.zip");
    ingest("first");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.write(
        other.resolve("a.zip"), ArchiveBuilder.zip(Map.of("2.mat", MatFiles.frame(20, 19))));

    Ingest.into(warehouse, "other").inputs(List.of(other.toString())).execute();

    assertThat(rows())
        .containsExactly("a.zip!/2.mat#0 ok other", "a.zip#0 unreadable first", "b.mat#0 ok first");
  }

  @Test
  void aFileThatStillMayNotBeReadIsTriedOnceInARunHoweverManyCommitsItHas() throws IOException {
    AtomicInteger tries = new AtomicInteger();
    FaultyDisk.happen(
        Operation.OPEN,
        "a.zip",
        FaultyDisk.ALWAYS,
        () -> {
          tries.incrementAndGet();
          throw new AccessControlException("Permission denied");
        });
    ingest("first");
    tries.set(0);
    write("c.mat", MatFiles.frame(20, 20));
    write("d.mat", MatFiles.frame(20, 21));

    Ingest.Result second =
        Ingest.into(warehouse, "second").inputs(List.of(faulty())).batchBytes(1).execute();

    assertThat(second.batches()).isEqualTo(2);
    assertThat(tries).hasValue(1);
  }

  @Test
  void theRowOfALinkThatLedToNothingGoesWhenItLeadsToAFileOrFolder() throws IOException {
    Path gone = folder.resolve("gone");
    Files.createSymbolicLink(inputs.resolve("c.mat"), gone.resolve("x.mat"));
    Files.createSymbolicLink(inputs.resolve("d"), gone);
    String input = inputs.toString();
    Ingest.into(warehouse, "first").inputs(List.of(input)).execute();
    assertThat(rows()).contains("c.mat unreadable first", "d unreadable first");
    Files.createDirectory(gone);
    Files.write(gone.resolve("x.mat"), MatFiles.frame(20, 20));

    Ingest.into(warehouse, "second").inputs(List.of(input)).execute();

    assertThat(rows())
        .containsExactly(
            "a.zip!/1.mat#0 ok first",
            "b.mat#0 ok first",
            "c.mat#0 ok second",
            "d/x.mat#0 ok second");
  }

  /** The ingest has looked when it reads the metadata CSV, and does not write yet. */
  @Test
  void aReplayOfWhatAnIngestReadsAgainDoublesNothing() throws IOException {
    deny(Operation.OPEN, "a.zip");
    ingest("first");
    FaultyDisk.mend();
    write("c.csv", "filename,probe\n1.mat,p\n".getBytes(StandardCharsets.UTF_8));
    FaultyDisk.happen(
        Operation.OPEN,
        "c.csv",
        1,
        () -> CompletableFuture.runAsync(() -> replay("replay")).orTimeout(2, MINUTES).join());

    ingest("ingest");

    assertThat(rows())
        .containsExactly("a.zip!/1.mat#0 ok replay", "b.mat#0 ok first", "c.csv metadata ingest");
  }

  private static void deny(Operation operation, String where) {
    FaultyDisk.happen(
        operation,
        where,
        FaultyDisk.ALWAYS,
        () -> {
          throw new AccessControlException("Permission denied");
        });
  }

  private Ingest.Plan plan() {
    return Ingest.into(warehouse, "dry-run").inputs(List.of(faulty())).plan();
  }

  private Ingest.Result ingest(String runId) {
    return Ingest.into(warehouse, runId).inputs(List.of(faulty())).execute();
  }

  private Replay.Result replay(String runId) {
    return Replay.on(Warehouse.open(spark, warehouse.path()), runId)
        .reasons(Set.of(Reason.UNREADABLE))
        .inputs(List.of(faulty()))
        .execute();
  }

  private String faulty() {
    return FaultyDisk.path(spark.sparkContext().hadoopConfiguration(), inputs);
  }

  private List<String> rows() {
    return sql("SELECT source_path, status, run_id FROM " + frames() + " ORDER BY source_path")
        .stream()
        .map((Row row) -> row.mkString(" "))
        .toList();
  }

  private long commits() {
    return sql("DESCRIBE HISTORY " + frames()).size();
  }

  private String frames() {
    return warehouse.identifier(Table.FRAMES);
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(inputs.resolve(name), content);
  }
}
