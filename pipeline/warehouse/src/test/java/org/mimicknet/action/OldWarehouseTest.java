/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.RunLedger;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * A warehouse that commit 41ca0d7 wrote, with Delta 3.3.2, is opened, continued and summarised. How
 * it was made is in {@code README.md} beside it.
 */
class OldWarehouseTest extends SparkTest {
  private static final String RESOURCES = "warehouse-of-41ca0d7/";
  private static final String NORTH = "first/north/2026-01.zip";

  /** When the archive was last written: see README.md. */
  private static final long ARCHIVE_TIME_MS = 1795992647258L;

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void unpack() throws IOException {
    unpack("warehouse.zip");
    unpack("archives.zip");
    warehouse = Warehouse.open(spark, folder.resolve("warehouse").toString());
    warehouse.registerViews();
  }

  @Test
  void itsRowsAreReadAsTheyWereWritten() {
    assertThat(
            lines(
                DeltaTable.forPath(spark, warehouse.location(Table.FRAMES))
                    .history()
                    .select("engineInfo")
                    .distinct()))
        .containsExactly("Apache-Spark/3.5.5 Delta-Lake/3.3.2");
    assertThat(
            lines("SELECT site, status, count(*) FROM %s GROUP BY ALL ORDER BY ALL", Table.FRAMES))
        .containsExactly(
            "north-hospital ok 3",
            "north-hospital truncated 1",
            "river-clinic ok 3",
            "unknown ok 1",
            "unknown unsupported_format 1",
            "verasonics metrics_only 2");
    assertThat(lines("SELECT count(*), count(DISTINCT frame_id) FROM %s", Table.ENHANCED))
        .containsExactly("7 7");
    assertThat(lines("SELECT command, outcome FROM %s ORDER BY started_at", Table.RUNS))
        .hasSize(12)
        .startsWith("ingest succeeded", "enhance succeeded", "summarize succeeded");
    assertThat(lines(spark.sql("SELECT count(*), count(finished_at) FROM last_runs")))
        .containsExactly("12 12");
    assertThat(sql("SELECT * FROM quarantine")).isNotEmpty();
    assertThat(sql("SELECT * FROM overall")).hasSize(2);
  }

  @Test
  void itsLedgerIsContinuedWithRunsThatHaveNotEnded() {
    RunLedger.start(warehouse, "enhance", Map.of());

    assertThat(
            lines(
                "SELECT command, count(*) FROM %s WHERE finished_at IS NULL GROUP BY command",
                Table.RUNS))
        .containsExactly("enhance 1");
  }

  @Test
  void itsSummaryIsToTheLastDigitWhatIsComputedNow() {
    List<String> before = summary();
    assertThat(before).hasSize(4);
    assertThat(Summarize.on(warehouse, "again").execute()).isEqualTo(new Summarize.Result(0, 4, 0));

    sql("DELETE FROM " + warehouse.identifier(Table.STUDY_SUMMARY));
    Summarize.on(warehouse, "again").execute();

    assertThat(summary()).isEqualTo(before);
  }

  @Test
  void itsResultsAreWhatTheModelGivesNow() {
    List<Row> before = results();

    sql("DELETE FROM %s WHERE status = 'ok'".formatted(warehouse.identifier(Table.ENHANCED)));
    Enhance.in(warehouse, ModelBundle.shipped(), "again").execute();

    List<Row> now = results();
    assertThat(now).hasSize(6);
    for (Row row : before) {
      Row same =
          now.stream().filter(each -> each.get(0).equals(row.get(0))).findFirst().orElseThrow();
      for (int metric = 1; metric < row.size(); metric++) {
        assertThat(same.getDouble(metric))
            .as(row.schema().fieldNames()[metric])
            .isCloseTo(row.getDouble(metric), within(1e-4));
      }
    }
  }

  @Test
  void whatItHoldsIsNotDoneAgainAndWhatIsNewIs() throws IOException {
    List<String> oldResults = lines(oldResults());
    List<String> oldSummary = unchangedStudies();

    Enhance.Result left = enhance();
    Ingest.Result ingested = ingest(folder.resolve("archives/later"));
    Enhance.Result enhanced = enhance();
    Summarize.Result summarised = Summarize.on(warehouse, "new").execute();

    assertThat(left.enhanced()).as("the frame that the old program left").isEqualTo(1);
    assertThat(ingested.framesOk()).isEqualTo(3);
    assertThat(enhanced.enhanced()).isEqualTo(3);
    assertThat(summarised).isEqualTo(new Summarize.Result(3, 3, 0));
    assertThat(lines(oldResults())).isEqualTo(oldResults);
    assertThat(unchangedStudies()).isEqualTo(oldSummary);
    assertThat(
            lines(
                "SELECT site, study_id, n_frames, n_failed FROM %s WHERE run_id = 'new' ORDER BY ALL",
                Table.STUDY_SUMMARY))
        .containsExactly(
            "north-hospital 20260101090000 3 0",
            "north-hospital 20260301080000 2 0",
            "river-clinic 20260103120000 1 0");

    assertThat(ingest(folder.resolve("archives/later")).frames()).isZero();
    assertThat(enhance().frames()).isZero();
    assertThat(Summarize.on(warehouse, "new").execute()).isEqualTo(new Summarize.Result(0, 6, 0));
  }

  /**
   * An archive is known by its URI, size and time. The first assertion holds the rule against what
   * the old program stored; then the rows are given the id of the place where the archive lies now.
   */
  @Test
  void anArchiveThatItHasReadIsPresent() throws IOException {
    Path archive = folder.resolve("archives").resolve(NORTH);
    long bytes = Files.size(archive);
    String rows = "FROM %s WHERE source_path LIKE '2026-01.zip%%'";
    String stored = sourceId("file:/tmp/old/archives/" + NORTH, bytes, ARCHIVE_TIME_MS);
    assertThat(lines("SELECT DISTINCT source_id " + rows, Table.FRAMES)).containsExactly(stored);

    Files.setLastModifiedTime(archive, FileTime.fromMillis(ARCHIVE_TIME_MS));
    sql(
        "UPDATE %s SET source_id = '%s' WHERE source_id = '%s'"
            .formatted(
                warehouse.identifier(Table.FRAMES),
                sourceId("file:" + archive.toRealPath(), bytes, ARCHIVE_TIME_MS),
                stored));

    Ingest.Result again = ingest(archive.toRealPath().getParent());

    assertThat(again.present()).isEqualTo(1);
    assertThat(again.frames()).isZero();
  }

  @Test
  void theSameBytesElsewhereAreTheSameFramesAndEnhancedOnce() throws IOException {
    enhance();

    Ingest.Result copied = ingest(folder.resolve("archives/first/north"));

    assertThat(copied.framesOk()).isEqualTo(3);
    assertThat(
            lines(
                "SELECT count(DISTINCT frame_id), count(*) FROM %s"
                    + " WHERE site = 'north-hospital' AND status = 'ok'",
                Table.FRAMES))
        .containsExactly("3 6");
    assertThat(enhance().frames()).isZero();
  }

  private Ingest.Result ingest(Path inputs) {
    return Ingest.into(warehouse, "new").inputs(List.of(inputs.toString())).execute();
  }

  private Enhance.Result enhance() {
    return Enhance.in(warehouse, ModelBundle.shipped(), "new").execute();
  }

  private static String sourceId(String uri, long bytes, long timeMs) {
    return sql("SELECT sha2(concat_ws('\n', '%s', %d, %d), 256)".formatted(uri, bytes, timeMs))
        .get(0)
        .getString(0);
  }

  private List<String> summary() {
    return lines(
        warehouse
            .read(Table.STUDY_SUMMARY)
            .drop("run_id", "summarized_at")
            .orderBy("model_id", "site", "study_id"));
  }

  private List<String> unchangedStudies() {
    return lines(
        warehouse
            .read(Table.STUDY_SUMMARY)
            .where("study_id NOT IN ('20260101090000', '20260301080000', '20260103120000')")
            .orderBy("model_id", "site", "study_id"));
  }

  /** The identity and the metrics of each frame of the shipped model. */
  private List<Row> results() {
    return sql(
        "SELECT frame_id, ssim, psnr, mse, mae, corr, das_ssim, hm_ssim, gc_ssim FROM %s"
                .formatted(warehouse.identifier(Table.ENHANCED))
            + " WHERE status = 'ok'");
  }

  private Dataset<Row> oldResults() {
    return warehouse
        .read(Table.ENHANCED)
        .where("run_id <> 'new'")
        .drop("output")
        .orderBy("frame_id", "model_id");
  }

  private List<String> lines(String query, Table table) {
    return lines(spark.sql(query.formatted(warehouse.identifier(table))));
  }

  private static List<String> lines(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.mkString(" ")).toList();
  }

  private void unpack(String name) throws IOException {
    try (InputStream in = OldWarehouseTest.class.getResourceAsStream(RESOURCES + name);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
        }
      }
    }
  }
}
