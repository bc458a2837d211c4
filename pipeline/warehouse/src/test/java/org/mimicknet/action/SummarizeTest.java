/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mimicknet.table.Rows.enhanced;
import static org.mimicknet.table.Rows.frame;
import static org.mimicknet.table.Rows.with;

import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class SummarizeTest extends SparkTest {
  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void makeTwoStudies() {
    warehouse = Warehouse.create(spark, folder.toString());
    Rows.append(
        warehouse,
        Table.FRAMES,
        frame("a", "1", "f1"),
        frame("a", "1", "f2"),
        with(frame("a", "1", "f2"), "source_path", "copy.zip!/f2.mat#0"),
        frame("a", "1", "f3"),
        frame("a", "1", "f4"),
        frame("b", "2", "g1"),
        with(with(frame("b", "2", null), "status", "malformed"), "source_path", "x.zip!/bad.mat"));
    Rows.append(
        warehouse,
        Table.ENHANCED,
        with(enhanced("f1", 0.9), "psnr", Double.POSITIVE_INFINITY),
        with(enhanced("f2", 0.7), "psnr", 20.0),
        enhanced("f3", 0.8),
        with(enhanced("f4", null), "status", "non_finite"),
        enhanced("g1", 0.5));
  }

  @Test
  void statisticsOfAStudyCountEveryFrameOnce() {
    assertThat(Summarize.on(warehouse, "r").execute()).isEqualTo(new Summarize.Result(2, 0, 0));

    Row study = summary("1");
    assertThat(study.<Long>getAs("n_frames")).isEqualTo(3);
    assertThat(study.<Long>getAs("n_failed")).isEqualTo(1);
    assertThat(study.<String>getAs("scanner")).isEqualTo("scanner of a");
    assertThat(study.<String>getAs("run_id")).isEqualTo("r");
    assertThat(study.getList(study.fieldIndex("worst_frames")))
        .isEqualTo(List.of("f2", "f3", "f1"));
    Row ssim = study.getAs("ssim");
    assertThat(ssim.<Double>getAs("mean")).isCloseTo(0.8, within(1e-15));
    assertThat(ssim.<Double>getAs("std")).isCloseTo(0.1, within(1e-15));
    assertThat(ssim.<Double>getAs("median")).isEqualTo(0.8);
    assertThat(ssim.<Double>getAs("p05")).isCloseTo(0.71, within(1e-12));
    assertThat(ssim.<Double>getAs("p95")).isCloseTo(0.89, within(1e-12));
    assertThat(ssim.<Double>getAs("min")).isEqualTo(0.7);
    assertThat(ssim.<Double>getAs("max")).isEqualTo(0.9);
    // t(0.975, 2) = 4.302652729911275 from tables; times 0.1 / sqrt(3)
    assertThat(ssim.<Double>getAs("ci95_low")).isCloseTo(0.8 - 0.24841377117579236, within(1e-9));
    assertThat(ssim.<Double>getAs("ci95_high")).isCloseTo(0.8 + 0.24841377117579236, within(1e-9));
  }

  @Test
  void pairsThatNobodyVerifiedAreInNoSummary() {
    Rows.append(
        warehouse,
        Table.FRAMES,
        with(frame("a", "1", "u1"), "pairing", "unverified"),
        with(frame("a", "1", "f1"), "pairing", "unverified"),
        with(frame("c", "3", "u2"), "pairing", "unverified"));
    Rows.append(warehouse, Table.ENHANCED, enhanced("u1", 0.1), enhanced("u2", 0.1));

    assertThat(Summarize.on(warehouse, "r").execute()).isEqualTo(new Summarize.Result(2, 0, 0));

    assertThat(summary("1").<Long>getAs("n_frames")).isEqualTo(3);
    assertThat(summary("1").<Row>getAs("ssim").<Double>getAs("min")).isEqualTo(0.7);
    warehouse.registerViews();
    assertThat(spark.sql("SELECT n_frames, n_studies FROM overall").collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly("4 2");
    assertThat(spark.sql("SELECT n_frames FROM site_summary ORDER BY site").collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly("3", "1");
    assertThat(spark.sql("SELECT n_unverified FROM data_quality ORDER BY site").collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly("2", "0", "1");
  }

  @Test
  void oneFrameHasNoDeviationAndABrokenMemberCountsAsFailed() {
    Summarize.on(warehouse, "run").execute();

    Row study = summary("2");
    assertThat(study.<Long>getAs("n_frames")).isEqualTo(1);
    assertThat(study.<Long>getAs("n_failed")).isEqualTo(1);
    Row ssim = study.getAs("ssim");
    assertThat(ssim.<Double>getAs("mean")).isEqualTo(0.5);
    assertThat(ssim.<Double>getAs("std")).isNull();
    assertThat(ssim.<Double>getAs("ci95_low")).isNull();
    assertThat(ssim.<Double>getAs("ci95_high")).isNull();
    assertThat(study.<Row>getAs("mae").<Double>getAs("mean")).isNull();
  }

  @Test
  void anInfinitePsnrMakesTheMeanInfiniteAndTheDeviationNull() {
    Summarize.on(warehouse, "run").execute();

    Row psnr = summary("1").getAs("psnr");
    assertThat(psnr.<Double>getAs("mean")).isInfinite();
    assertThat(psnr.<Double>getAs("std")).isNull();
    assertThat(psnr.<Double>getAs("ci95_low")).isNull();
    assertThat(psnr.<Double>getAs("min")).isEqualTo(20.0);
  }

  @Test
  void theTableKeepsItsColumnsThoughTheSessionMergesSchemas() {
    String[] columns = warehouse.read(Table.STUDY_SUMMARY).columns();

    withSetting(
        "spark.databricks.delta.schema.autoMerge.enabled",
        "true",
        () -> Summarize.on(warehouse, "run").execute());

    assertThat(warehouse.read(Table.STUDY_SUMMARY).columns()).isEqualTo(columns);
    assertThat(summary("1").<Row>getAs("ssim").<Double>getAs("median")).isEqualTo(0.8);
  }

  @Test
  void aSecondRunDoesNothing() {
    Summarize.on(warehouse, "run").execute();
    long version = version();

    assertThat(Summarize.on(warehouse, "run").execute()).isEqualTo(new Summarize.Result(0, 2, 0));
    assertThat(version()).isEqualTo(version);
  }

  @Test
  void onlyTheStudyThatChangedIsComputedAgain() {
    Summarize.on(warehouse, "first").execute();
    Rows.append(warehouse, Table.FRAMES, frame("b", "2", "g2"));
    Rows.append(warehouse, Table.ENHANCED, enhanced("g2", 0.7));

    assertThat(Summarize.on(warehouse, "second").execute())
        .isEqualTo(new Summarize.Result(1, 1, 0));

    assertThat(summary("1").<String>getAs("run_id")).isEqualTo("first");
    assertThat(summary("2").<String>getAs("run_id")).isEqualTo("second");
    assertThat(summary("2").<Row>getAs("ssim").<Double>getAs("mean")).isCloseTo(0.6, within(1e-15));
  }

  @Test
  void aReplacedResultChangesItsStudy() {
    Summarize.on(warehouse, "run").execute();
    DeltaTable.forPath(spark, warehouse.location(Table.ENHANCED)).delete("frame_id = 'g1'");
    Rows.append(
        warehouse,
        Table.ENHANCED,
        with(enhanced("g1", 0.4), "enhanced_at", Timestamp.valueOf("2026-02-01 00:00:00")));

    assertThat(Summarize.on(warehouse, "run").execute()).isEqualTo(new Summarize.Result(1, 1, 0));
    assertThat(summary("2").<Row>getAs("ssim").<Double>getAs("mean")).isEqualTo(0.4);
  }

  @Test
  void twoRunsAtOnceBothSucceedAndGiveEveryStudyOnce() {
    Warehouse other = Warehouse.open(spark.newSession(), folder.toString());

    CompletableFuture<Summarize.Result> first =
        CompletableFuture.supplyAsync(() -> Summarize.on(warehouse, "first").execute());
    CompletableFuture<Summarize.Result> second =
        CompletableFuture.supplyAsync(() -> Summarize.on(other, "second").execute());

    assertThat(first.join().recomputed() + second.join().recomputed()).isBetween(2L, 4L);
    assertThat(Summarize.on(warehouse, "third").execute()).isEqualTo(new Summarize.Result(0, 2, 0));
    assertThat(warehouse.read(Table.STUDY_SUMMARY).count()).isEqualTo(2);
  }

  @Test
  void aStudyWithoutRowsIsRemoved() {
    Summarize.on(warehouse, "run").execute();
    DeltaTable.forPath(spark, warehouse.location(Table.FRAMES)).delete("study_id = '2'");

    assertThat(Summarize.on(warehouse, "run").execute()).isEqualTo(new Summarize.Result(0, 1, 1));
    assertThat(warehouse.read(Table.STUDY_SUMMARY).count()).isEqualTo(1);
  }

  @Test
  void framesOfAnUnknownStudyAreOneRow() {
    Rows.append(warehouse, Table.FRAMES, frame("a", null, "u1"), frame("a", null, "u2"));
    Rows.append(warehouse, Table.ENHANCED, enhanced("u1", 0.2), enhanced("u2", 0.4));

    assertThat(Summarize.on(warehouse, "run").execute()).isEqualTo(new Summarize.Result(3, 0, 0));
    assertThat(Summarize.on(warehouse, "run").execute()).isEqualTo(new Summarize.Result(0, 3, 0));
  }

  private Row summary(String study) {
    return warehouse.read(Table.STUDY_SUMMARY).where("study_id = '" + study + "'").first();
  }

  private long version() {
    return DeltaTable.forPath(spark, warehouse.location(Table.STUDY_SUMMARY))
        .history(1)
        .first()
        .getAs("version");
  }
}
