/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** The published per-image metrics of both models, against independently computed statistics. */
@NeedsSharedData("the published metrics")
class PublishedMetricsTest extends SparkTest {
  private static final long FRAMES = 10_821;

  /** Names of the golden statistics beside ours. */
  private static final Map<String, String> MEANS =
      Map.of(
          "psnr_mean", "psnr",
          "mse_mean", "mse",
          "mae_mean", "mae",
          "cs_mean", "contrast_structure",
          "lum_mean", "luminance",
          "corr_mean", "corr",
          "iq_ssim_mean", "das_ssim",
          "hm_ssim_mean", "hm_ssim",
          "ssim_mean", "ssim");

  @TempDir static Path folder;
  private static Warehouse warehouse;

  @BeforeAll
  static void importBothModels() {
    warehouse = Warehouse.create(spark, folder.toString());
    assertThat(importing("mimicknet").execute())
        .isEqualTo(new ImportMetrics.Result(FRAMES, 0, FRAMES));
    assertThat(importing("graybox").execute()).isEqualTo(new ImportMetrics.Result(0, 0, FRAMES));
    assertThat(Summarize.on(warehouse, "run").execute()).isEqualTo(new Summarize.Result(800, 0, 0));
    warehouse.registerViews();
  }

  @Test
  void aSecondImportAddsNothing() {
    assertThat(importing("mimicknet").execute()).isEqualTo(new ImportMetrics.Result(0, 0, 0));
    assertThat(Summarize.on(warehouse, "run").execute()).isEqualTo(new Summarize.Result(0, 800, 0));
  }

  @Test
  void overallPrintsThePublishedNumbers() {
    assertThat(
            sql("""
                    SELECT concat_ws(' ', n_frames, n_studies, format_number(ssim_mean, 6),
                      format_number(ssim_std, 6), format_number(ssim_mean_of_study_means, 6),
                      format_number(ssim_std_of_study_means, 6))
                    FROM overall WHERE model_id = 'mimicknet'
                    """)
                .get(0)
                .getString(0))
        .isEqualTo("10821 400 0.940263 0.018052 0.941198 0.015818");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mimicknet", "graybox"})
  void overallHasEveryMetric(String model) throws IOException {
    JsonNode golden =
        new ObjectMapper()
            .readTree(SharedData.reference("golden/summary/overall.json").toFile())
            .get(model);
    Row overall = sql("SELECT * FROM overall WHERE model_id = '" + model + "'").get(0);

    assertThat(overall.<Long>getAs("n_frames")).isEqualTo(golden.get("n_images").asLong());
    assertThat(overall.<Long>getAs("n_studies"))
        .isEqualTo(golden.get("n_studies_timestamp_id").asLong());
    int compared = 0;
    for (var column : golden.get("columns").properties()) {
      String metric = column.getKey().replaceFirst("^iq_", "das_");
      if (!column.getKey().startsWith("hm_iq_")) {
        close(overall, metric + "_mean", column.getValue().get("mean").asDouble());
        close(overall, metric + "_std", column.getValue().get("std_sample").asDouble());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(21);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mimicknet", "graybox"})
  void everyStudyHasItsStatistics(String model) throws IOException {
    Map<String, Row> studies = new HashMap<>();
    for (Row row :
        warehouse.read(Table.STUDY_SUMMARY).where("model_id = '" + model + "'").collectAsList()) {
      studies.put(row.getAs("study_id"), row);
    }
    List<Map<String, String>> golden = golden(model + "__by_timestamp_id.csv");
    assertThat(golden).hasSize(400);
    assertThat(studies).hasSize(400);
    for (Map<String, String> expected : golden) {
      Row study = studies.get(expected.get("timestamp_id"));
      assertThat(study.<Long>getAs("n_frames")).isEqualTo(Long.parseLong(expected.get("n")));
      for (String header : List.of("scanner", "probe", "target")) {
        assertThat(study.<String>getAs(header)).isEqualTo(expected.get(header));
      }
      MEANS.forEach((name, metric) -> close(study.getAs(metric), "mean", number(expected, name)));
      Row ssim = study.getAs("ssim");
      close(ssim, "std", number(expected, "ssim_std_sample"));
      close(ssim, "min", number(expected, "ssim_min"));
      close(ssim, "max", number(expected, "ssim_max"));
      close(ssim, "median", number(expected, "ssim_median"));
      close(study.getAs("psnr"), "std", number(expected, "psnr_std_sample"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mimicknet, scanner, scanner",
    "mimicknet, probe, probe",
    "mimicknet, target, target",
    "mimicknet, harm, CAST(harmonic AS INT)",
    "graybox, scanner, scanner",
    "graybox, probe, probe",
    "graybox, target, target",
    "graybox, harm, CAST(harmonic AS INT)"
  })
  void groupsHaveTheirStatistics(String model, String group, String column) throws IOException {
    Map<String, Row> groups = new HashMap<>();
    for (Row row :
        sql(
            """
            SELECT CAST(%s AS STRING) AS name, count(*) AS n, avg(ssim) AS ssim_mean,
              stddev_samp(ssim) AS ssim_std, min(ssim) AS ssim_min, max(ssim) AS ssim_max,
              percentile(ssim, 0.5) AS ssim_median, avg(psnr) AS psnr_mean, avg(mse) AS mse_mean
            FROM frame_metrics WHERE model_id = '%s' GROUP BY name
            """
                .formatted(column, model))) {
      groups.put(row.getAs("name"), row);
    }
    List<Map<String, String>> golden = golden(model + "__by_" + group + ".csv");
    assertThat(groups).hasSameSizeAs(golden);
    for (Map<String, String> expected : golden) {
      Row row = groups.get(expected.get(group));
      assertThat(row.<Long>getAs("n")).isEqualTo(Long.parseLong(expected.get("n")));
      close(row, "ssim_std", number(expected, "ssim_std_sample"));
      for (String name :
          List.of("ssim_mean", "ssim_min", "ssim_max", "ssim_median", "psnr_mean", "mse_mean")) {
        close(row, name, number(expected, name));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"site", "scanner"})
  void siteAndScannerSummariesAgreeWithTheGoldenScanners(String group) throws IOException {
    for (Map<String, String> expected : golden("mimicknet__by_scanner.csv")) {
      Row row =
          sql("SELECT * FROM %s_summary WHERE model_id = 'mimicknet' AND %s = '%s'"
                  .formatted(group, group, expected.get("scanner")))
              .get(0);
      assertThat(row.<Long>getAs("n_frames")).isEqualTo(Long.parseLong(expected.get("n")));
      close(row, "ssim_mean", number(expected, "ssim_mean"));
      close(row, "ssim_std", number(expected, "ssim_std_sample"));
      close(row, "hm_ssim_mean", number(expected, "hm_ssim_mean"));
    }
  }

  @Test
  void theWorstStudyIsThePublishedOne() {
    Row worst =
        sql("""
            SELECT * FROM study_summary WHERE model_id = 'mimicknet' ORDER BY ssim.mean LIMIT 1
            """)
            .get(0);
    assertThat(worst.<String>getAs("study_id")).isEqualTo("20130109142536");
    assertThat(worst.getList(worst.fieldIndex("worst_frames"))).hasSize(2);
  }

  @Test
  void noPathOfThePublishedMetadataReachesATable() {
    for (Row row : sql("SELECT to_json(struct(*)) FROM frames")) {
      assertThat(row.getString(0)).doesNotContain("getlab").doesNotContain(folder.toString());
    }
  }

  private static ImportMetrics importing(String model) {
    return ImportMetrics.into(warehouse, "run")
        .metrics(List.of(SharedData.reference("published/" + model + ".csv").toString()))
        .metadata(List.of(SharedData.reference("published/testing-v2.csv").toString()))
        .model(model);
  }

  private static void close(Row row, String column, double expected) {
    double tolerance = 1e-8 * Math.max(1, Math.abs(expected));
    assertThat(row.<Double>getAs(column)).as(column).isCloseTo(expected, within(tolerance));
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static List<Map<String, String>> golden(String file) throws IOException {
    List<String> lines = Files.readAllLines(SharedData.reference("golden/summary").resolve(file));
    String[] header = lines.get(0).split(",", -1);
    return lines.stream()
        .skip(1)
        .map(
            line -> {
              String[] values = line.split(",", -1);
              Map<String, String> row = new HashMap<>();
              for (int i = 0; i < header.length; i++) {
                row.put(header[i], values[i]);
              }
              return row;
            })
        .toList();
  }
}
