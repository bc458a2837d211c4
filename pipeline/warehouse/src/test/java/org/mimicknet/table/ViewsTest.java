/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mimicknet.table.Rows.enhanced;
import static org.mimicknet.table.Rows.frame;
import static org.mimicknet.table.Rows.with;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimicknet.metrics.ImagePair;
import org.mimicknet.metrics.Measure;
import org.mimicknet.metrics.Metric;

class ViewsTest extends SparkTest {
  @TempDir static Path folder;

  @BeforeAll
  static void makeTwoStudiesThatShareAFrame() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    Rows.append(
        warehouse,
        Table.FRAMES,
        frame("a", "1", "f1"),
        frame("a", "1", "f2"),
        with(frame("a", "1", "f2"), "source_path", "1.zip!/again.mat#0"),
        frame("a", "2", "f1"),
        frame("b", "3", "g1"),
        with(with(frame("a", "1", null), "status", "malformed"), "source_path", "1.zip!/bad.mat"),
        with(with(frame("a", "1", null), "status", "malformed"), "source_path", "1.zip!/bed.mat"));
    Rows.append(
        warehouse,
        Table.ENHANCED,
        enhanced("f1", 0.9),
        enhanced("f2", 0.7),
        enhanced("g1", 0.5),
        with(enhanced("f1", 0.1), "model_id", "other"));
    warehouse.registerViews();
  }

  @Test
  void aStatementFindsTheViewsThatItNamesInASessionThatHasNone() {
    Warehouse fresh = Warehouse.open(spark.newSession(), folder.toString());

    Row overall = fresh.sql("SELECT n_frames FROM Overall WHERE model_id = 'm'").first();

    assertThat(overall.getLong(0)).isEqualTo(3);
    assertThat(fresh.spark().catalog().tableExists("frame_metrics")).isTrue();
    assertThat(fresh.spark().catalog().tableExists("site_summary")).isFalse();
    assertThat(fresh.sql("SHOW VIEWS").select("viewName").as(Encoders.STRING()).collectAsList())
        .contains("frames", "enhanced", "study_summary", "runs")
        .containsAll(Stream.of(View.values()).map(View::sqlName).toList());
  }

  @Test
  void aViewOfSomeMetricsHasTheColumnsOfThoseOnly() {
    Dataset<Row> overall =
        Warehouse.open(spark, folder.toString())
            .read(View.OVERALL, List.of(new Metric(ImagePair.OUTPUT, Measure.SSIM)));

    assertThat(overall.columns())
        .containsExactly(
            "model_id",
            "preprocessing_id",
            "n_frames",
            "n_studies",
            "ssim_mean",
            "ssim_std",
            "ssim_mean_of_study_means",
            "ssim_std_of_study_means");
    assertThat(overall.where("model_id = 'm'").first().<Double>getAs("ssim_mean"))
        .isCloseTo(0.7, within(1e-15));
  }

  @Test
  void identicalContentCountsOnceInAStudy() {
    assertThat(
            sql("SELECT study_id, frame_id FROM frame_metrics WHERE model_id = 'm' ORDER BY 1, 2"))
        .extracting(Row::mkString)
        .containsExactly("1f1", "1f2", "2f1", "3g1");
  }

  @Test
  void overallCountsAFrameOnceAndEveryStudyOnce() {
    Row overall = sql("SELECT * FROM overall WHERE model_id = 'm'").get(0);
    assertThat(overall.<Long>getAs("n_frames")).isEqualTo(3);
    assertThat(overall.<Long>getAs("n_studies")).isEqualTo(3);
    assertThat(overall.<Double>getAs("ssim_mean")).isCloseTo(0.7, within(1e-15));
    assertThat(overall.<Double>getAs("ssim_std")).isCloseTo(0.2, within(1e-15));
    // study means 0.8, 0.9 and 0.5
    assertThat(overall.<Double>getAs("ssim_mean_of_study_means")).isCloseTo(2.2 / 3, within(1e-15));
    assertThat(overall.<Double>getAs("ssim_std_of_study_means"))
        .isCloseTo(0.2081665999466133, within(1e-14));
    assertThat(sql("SELECT ssim_std FROM overall WHERE model_id = 'other'").get(0).isNullAt(0))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"SITE_SUMMARY", "SCANNER_SUMMARY"})
  void aSiteCountsAFrameOnce(View view) {
    String key = view == View.SITE_SUMMARY ? "site = 'a'" : "scanner = 'scanner of a'";
    Row site = sql("SELECT * FROM " + view.sqlName() + " WHERE model_id = 'm' AND " + key).get(0);
    assertThat(site.<Long>getAs("n_frames")).isEqualTo(2);
    assertThat(site.<Long>getAs("n_studies")).isEqualTo(2);
    assertThat(site.<Double>getAs("ssim_mean")).isCloseTo(0.8, within(1e-15));
    assertThat(site.<Double>getAs("ssim_std")).isCloseTo(Math.sqrt(0.02), within(1e-15));
  }

  @Test
  void quarantineGroupsByReason() {
    assertThat(sql("SELECT reason, site, n_frames, example_path FROM quarantine"))
        .extracting(row -> row.mkString(" "))
        .containsExactly("malformed a 2 1.zip!/bad.mat");
  }

  @Test
  void sourcesCountGoodAndBad() {
    assertThat(sql("SELECT source, frames, ok, failed FROM sources ORDER BY source"))
        .extracting(row -> row.mkString(" "))
        .containsExactly("1.zip 5 3 2", "2.zip 1 1 0", "3.zip 1 1 0");
  }

  @Test
  void duplicatesAreInSeveralSources() {
    assertThat(sql("SELECT frame_id, n_sources, n_copies FROM duplicates"))
        .extracting(row -> row.mkString(" "))
        .containsExactly("f1 2 2");
  }

  @ParameterizedTest
  @EnumSource
  void noViewReadsPixels(View view) {
    String plan =
        spark.sql("SELECT * FROM " + view.sqlName()).queryExecution().executedPlan().toString();
    assertThat(plan).contains("ReadSchema").doesNotContain("das#", "clinical#", "output#");
  }
}
