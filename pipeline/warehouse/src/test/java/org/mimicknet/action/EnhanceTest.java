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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.action.Enhance.PixelStorage;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.RunLedger;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class EnhanceTest extends SparkTest {
  @TempDir Path folder;
  private Path archives;
  private Warehouse warehouse;

  @BeforeEach
  void ingestFramesGoodAndBad() throws IOException {
    archives = Files.createDirectory(folder.resolve("archives"));
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
    write("a.mat", MatFiles.frame(20, 17));
    write("copy of a.mat", MatFiles.frame(20, 17));
    write("b.mat", MatFiles.frame(31, 33));
    write("tiny.mat", MatFiles.frame(16, 16));
    write("notes.txt", new byte[] {1, 2, 3});
    ingest();
  }

  @Test
  void everyDistinctFrameIsEnhancedOnceAndARefusalIsARow() {
    Enhance.Result result = Enhance.in(warehouse, scaled(1), "run").execute();

    assertThat(result.enhanced()).isEqualTo(2);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(
            sql(
                "SELECT f.height, e.status, e.ssim IS NOT NULL, e.output IS NULL, e.detail FROM "
                    + warehouse.identifier(Table.ENHANCED)
                    + " e JOIN (SELECT DISTINCT frame_id, height FROM "
                    + warehouse.identifier(Table.FRAMES)
                    + ") f ON e.frame_id = f.frame_id ORDER BY f.height"))
        .extracting(Row::mkString)
        .satisfiesExactly(
            tiny -> assertThat(tiny).startsWith("16too_smallfalsetrue").contains("16 x 16"),
            a -> assertThat(a).isEqualTo("20oktruetruenull"),
            b -> assertThat(b).isEqualTo("31oktruetruenull"));
  }

  @Test
  void onlyNewFramesAndNewModelsGiveNewRows() throws IOException {
    Enhance.in(warehouse, scaled(1), "first").execute();
    write("new.mat", MatFiles.frame(40, 17));
    ingest();

    assertThat(Enhance.in(warehouse, scaled(1), "second").execute().frames()).isEqualTo(1);
    assertThat(Enhance.in(warehouse, scaled(1), "again").pending()).isZero();
    assertThat(Enhance.in(warehouse, scaled(1), "again").execute().frames()).isZero();
    assertThat(Enhance.in(warehouse, scaled(0.5f), "third").execute().frames()).isEqualTo(4);
    assertThat(rows("run_id = 'first'")).isEqualTo(3);
    assertThat(rows("true")).isEqualTo(8);
  }

  @Test
  void aSmallBatchIsOneBatchOfTheIngest() throws IOException {
    write("new.mat", MatFiles.frame(40, 17));
    ingest();

    Enhance.Result result = Enhance.in(warehouse, scaled(1), "run").batchBytes(1).execute();

    assertThat(result.batches()).isEqualTo(2);
    assertThat(result.frames()).isEqualTo(4);
    assertThat(rows("true")).isEqualTo(4);
  }

  @Test
  void fewAndManyPendingFramesGiveTheSameBatches() throws IOException {
    write("new.mat", MatFiles.frame(40, 17));
    ingest();
    int many = 0;

    for (long batchBytes : List.of(1L, Long.MAX_VALUE)) {
      PendingFrames pending = new PendingFrames(warehouse, scaled(1), batchBytes);
      PendingFrames.Batch asFew = pending.nextBatch().orElseThrow();
      PendingFrames.Batch asMany = pending.nextBatch(many).orElseThrow();

      assertThat(asFew.frames()).hasSize(batchBytes == 1 ? 3 : 4);
      assertThat(asFew.isLast()).isEqualTo(batchBytes > 1);
      assertThat(asMany.isLast()).isEqualTo(asFew.isLast());
      assertThat(asMany.frames())
          .extracting(frame -> frame.getString(0))
          .containsExactlyInAnyOrderElementsOf(
              asFew.frames().stream().map(frame -> frame.getString(0)).toList());
    }
    Enhance.in(warehouse, scaled(1), "run").execute();
    assertThat(new PendingFrames(warehouse, scaled(1), null).nextBatch()).isEmpty();
    assertThat(new PendingFrames(warehouse, scaled(1), null).nextBatch(many)).isEmpty();
  }

  @Test
  void theFramesOfABatchCanBeSetForASession() throws IOException {
    write("new.mat", MatFiles.frame(40, 17));
    ingest();

    withSetting(
        "spark.mimicknet.enhance.batch-frames",
        "1",
        () ->
            assertThat(Enhance.in(warehouse, scaled(1), "run").execute())
                .isEqualTo(new Enhance.Result(3, 1, 4, 0, 0)));
  }

  @Test
  void anAttemptIsJudgedByWhatEarlierOnesHaveEnhancedToo() throws IOException {
    Enhance.in(warehouse, scaled(1), "failed attempt").execute();
    write("new.mat", MatFiles.frame(40, 17));
    ingest();

    Enhance.Result second = Enhance.in(warehouse, scaled(1), "second").execute();
    Enhance.Result otherModel = Enhance.in(warehouse, scaled(0.5f), "other").execute();

    assertThat(second.frames()).isEqualTo(1);
    assertThat(second.framesToJudge()).isEqualTo(4);
    assertThat(second.failedToJudge()).isEqualTo(1);
    assertThat(otherModel.framesToJudge()).isEqualTo(4);
    assertThat(otherModel.failedToJudge()).isEqualTo(1);
  }

  @Test
  void aRunThatSucceededIsNoEarlierAttempt() {
    RunLedger run = RunLedger.start(warehouse, "enhance", Map.of());
    Enhance.in(warehouse, scaled(1), run.runId()).execute();
    run.finish(RunLedger.Outcome.SUCCEEDED, Map.of(), 0);

    assertThat(Enhance.in(warehouse, scaled(1), "next").execute().framesToJudge()).isZero();
  }

  @Test
  void whatWasEnhancedLongerAgoThanTheWindowIsNotJudged() {
    Instant first = Instant.parse("2026-05-01T02:00:00Z");
    Enhance.in(warehouse, scaled(1), "old").clock(at(first)).execute();

    assertThat(framesToJudge(first.plus(Duration.ofHours(24)))).isEqualTo(3);
    assertThat(framesToJudge(first.plus(Duration.ofHours(24)).plusMillis(1))).isZero();
    withSetting(
        "spark.mimicknet.retry-window",
        "1h",
        () -> assertThat(framesToJudge(first.plus(Duration.ofHours(2)))).isZero());
  }

  @Test
  void anAttemptIsAsOldAsItsStartHoweverLongItTook() {
    RunLedger run = RunLedger.start(warehouse, "enhance", Map.of());
    Instant late = run.startedAt().plus(Duration.ofHours(1));
    Enhance.in(warehouse, scaled(1), run.runId()).clock(at(late)).execute();

    Instant nextNight = run.startedAt().plus(Duration.ofHours(24));
    assertThat(framesToJudge(nextNight)).isEqualTo(3);
    assertThat(framesToJudge(nextNight.plusMillis(1))).isZero();
  }

  @Test
  void framesThatAReplayReplacesMeanwhileAreEnhancedAllTheSame() {
    Clock replaying =
        new Clock() {
          private int looks;

          /** The second look at the clock is that for the rows of the first batch. */
          @Override
          public Instant instant() {
            if (++looks == 2) {
              moveFrames();
            }
            return Instant.now();
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };

    Enhance.Result result = Enhance.in(warehouse, scaled(1), "run").clock(replaying).execute();

    assertThat(result.frames()).isEqualTo(3);
    assertThat(rows("true")).isEqualTo(3);
  }

  /** As a replay of their archive does. */
  private void moveFrames() {
    sql(
        "UPDATE %s SET source_path = concat('moved/', source_path), ingested_at = now()"
            .formatted(warehouse.identifier(Table.FRAMES)));
  }

  private long framesToJudge(Instant now) {
    return Enhance.in(warehouse, scaled(1), "new").clock(at(now)).execute().framesToJudge();
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  @Test
  void provenanceIsInEveryRowAndPixelsOnRequest() {
    ModelBundle model = scaled(1);
    Enhance.in(warehouse, model, "run").pixelStorage(PixelStorage.WITH_OUTPUT).execute();

    assertThat(
            sql(
                "SELECT length(output) FROM "
                    + warehouse.identifier(Table.ENHANCED)
                    + " WHERE status = 'ok' ORDER BY 1"))
        .extracting(row -> row.getInt(0))
        .containsExactly(4 * 20 * 17, 4 * 31 * 33);

    assertThat(
            sql(
                "SELECT DISTINCT model_id, preprocessing_id, model_sha256, provider, precision,"
                    + " device, run_id FROM "
                    + warehouse.identifier(Table.ENHANCED)))
        .extracting(row -> row.mkString(" "))
        .containsExactly(
            String.join(
                " ",
                model.modelId(),
                "clip-80_min-max_keras-reflect-end",
                model.sha256(),
                "onnxruntime",
                "float32",
                "cpu",
                "run"));
  }

  private void ingest() {
    Ingest.into(warehouse, "ingest").inputs(List.of(archives.toString())).execute();
  }

  private long rows(String condition) {
    return warehouse.read(Table.ENHANCED).where(condition).count();
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(archives.resolve(name), content);
  }
}
