/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.inference.TestModels;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.AppendResult;
import org.mimicknet.table.AppendTicket;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** Members that a limit kept out are read again under a higher one. */
class ReplayTest extends SparkTest {
  private static final Set<Reason> OVER_LIMIT = Set.of(Reason.LIMIT_EXCEEDED);

  @TempDir Path folder;
  private Path archives;
  private Warehouse warehouse;

  @BeforeEach
  void makeAWarehouse() throws IOException {
    archives = Files.createDirectory(folder.resolve("archives"));
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
  }

  @Test
  void onlyTheChosenMembersAreReadAgainAndTheirRowsReplaced() throws IOException {
    write(
        "one.zip",
        ArchiveBuilder.zip(
            members(
                "ok.mat",
                MatFiles.frame(20, 17),
                "big.mat",
                MatFiles.frame(30, 30),
                "huge.mat",
                MatFiles.frame(60, 60),
                "note.txt",
                new byte[] {1})));
    write("two.tar", ArchiveBuilder.tar(members("ok.mat", MatFiles.frame(20, 18))));
    write("gone.zip", ArchiveBuilder.zip(members("big.mat", MatFiles.frame(30, 31))));
    ingest("first", 400).site("north").execute();
    Files.delete(archives.resolve("gone.zip"));
    List<String> untouched = rows("status <> 'limit_exceeded' OR source_path LIKE 'gone%'");

    Replay.Result result = replay("again", 1000).execute();

    assertThat(result)
        .isEqualTo(
            new Replay.Result(
                new Replay.Plan(2, 1, 1, 1, "gone.zip!/big.mat"),
                1,
                1,
                1,
                List.of(),
                new HeldFrames(3, 1)));
    assertThat(rows("run_id = 'first'")).containsExactlyInAnyOrderElementsOf(untouched);
    assertThat(rows("run_id = 'again'"))
        .containsExactlyInAnyOrder(
            "one.zip!/big.mat#0 ok north 30", "one.zip!/huge.mat#0 limit_exceeded north null");
  }

  @Test
  void anArchiveThatCouldNotBeReadToItsEndIsReadWhereItHasNoRows() throws IOException {
    byte[] inner =
        ArchiveBuilder.tar(members("x.mat", MatFiles.frame(20, 19), "y.txt", new byte[] {1}));
    write(
        "a.tar",
        ArchiveBuilder.tar(
            members(
                "1.mat", MatFiles.frame(20, 17), "2.tar", inner, "3.mat", MatFiles.frame(20, 18))));
    Ingest shallow =
        Ingest.into(warehouse, "first")
            .inputs(List.of(archives.toString()))
            .settings(
                ReadSettings.DEFAULT.withLimits(
                    ArchiveLimits.DEFAULT.with(Limit.DEPTH, 1).with(Limit.ENTRIES, 2)));
    shallow.execute();
    assertThat(rows("true"))
        .containsExactlyInAnyOrder(
            "a.tar!/1.mat#0 ok unknown 20",
            "a.tar!/2.tar#0 limit_exceeded unknown null",
            "a.tar#0 limit_exceeded unknown null");

    Replay.Result result = replay("again", 1 << 20).execute();

    assertThat(result.framesOk()).isEqualTo(2);
    assertThat(rows("run_id = 'first'")).containsExactly("a.tar!/1.mat#0 ok unknown 20");
    assertThat(rows("run_id = 'again'"))
        .containsExactlyInAnyOrder(
            "a.tar!/2.tar!/x.mat#0 ok unknown 20",
            "a.tar!/2.tar!/y.txt#0 unsupported_format unknown null",
            "a.tar!/3.mat#0 ok unknown 20");
  }

  @Test
  void theStudyOfAReplayedMemberIsSummarisedAnew() throws IOException {
    write("a_20200101000000_1.mat", MatFiles.frame(20, 17));
    write("a_20200101000000_2.mat", MatFiles.frame(30, 30));
    ModelBundle model = TestModels.scaled(1);
    ingest("first", 400).execute();
    Enhance.in(warehouse, model, "first").execute();
    Summarize.on(warehouse, "first").execute();
    List<String> before = summary();

    replay("again", 1000).execute();
    Enhance.in(warehouse, model, "again").execute();
    Summarize.on(warehouse, "again").execute();

    assertThat(before).containsExactly("20200101000000 1 1");
    assertThat(summary()).containsExactly("20200101000000 2 0");
  }

  @Test
  void theSizeOfABatchCanBeSetForASession() throws IOException {
    write("1.mat", MatFiles.frame(30, 30));
    write("2.mat", MatFiles.frame(30, 31));
    ingest("first", 400).execute();

    withSetting(
        "spark.mimicknet.replay.batch-sources",
        "1",
        () -> assertThat(replay("again", 1000).execute().batches()).isEqualTo(2));
  }

  @Test
  void withoutAReasonThereIsNoReplay() {
    assertThatThrownBy(() -> Replay.on(warehouse, "run").execute())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot replay: no reason is given");
  }

  @Test
  void ofTwoReplaysPlannedOnOneStateOnlyOneLands() {
    Rows.append(
        warehouse,
        Table.FRAMES,
        Rows.with(Rows.frame("s", "study", null), "status", "limit_exceeded"));
    AppendTicket ticket = warehouse.ticket(Table.FRAMES, "replay");
    AppendTicket stale = warehouse.ticket(Table.FRAMES, "replay");
    String failed = "status = 'limit_exceeded'";
    Dataset<Row> rows = warehouse.read(Table.FRAMES).withColumn("status", lit("ok"));

    AppendResult first = warehouse.replace(ticket, failed, rows);
    AppendResult second = warehouse.replace(stale, failed, rows);

    assertThat(first).isEqualTo(AppendResult.COMMITTED);
    assertThat(second).isEqualTo(AppendResult.SUPERSEDED);
    assertThat(rows("true")).containsExactly("study.zip!/null.mat#0 ok s null");
  }

  /** Frames of more pixels than the limit are refused. */
  private Ingest ingest(String runId, long framePixels) {
    return Ingest.into(warehouse, runId)
        .inputs(List.of(archives.toString()))
        .settings(limited(framePixels));
  }

  private Replay replay(String runId, long framePixels) {
    return Replay.on(warehouse, runId)
        .reasons(OVER_LIMIT)
        .inputs(List.of(archives.toString()))
        .settings(limited(framePixels));
  }

  private static ReadSettings limited(long framePixels) {
    return ReadSettings.DEFAULT.withLimits(
        ArchiveLimits.DEFAULT.with(Limit.FRAME_PIXELS, framePixels));
  }

  private List<String> summary() {
    return sql(
            "SELECT study_id, n_frames, n_failed FROM " + warehouse.identifier(Table.STUDY_SUMMARY))
        .stream()
        .map((Row row) -> row.mkString(" "))
        .toList();
  }

  private List<String> rows(String condition) {
    return sql(
            "SELECT source_path, status, site, height FROM %s WHERE %s"
                .formatted(warehouse.identifier(Table.FRAMES), condition))
        .stream()
        .map((Row row) -> row.mkString(" "))
        .toList();
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(archives.resolve(name), content);
  }

  private static Map<String, byte[]> members(Object... namesAndContents) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      members.put((String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
    }
    return members;
  }
}
