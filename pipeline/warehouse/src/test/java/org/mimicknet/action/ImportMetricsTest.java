/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class ImportMetricsTest extends SparkTest {
  private static final String SEVEN =
      "%1$smse,%1$smae,%1$sssim,%1$scontrast_structure,%1$sluminance,%1$spsnr,%1$scorr";
  static final String HEADER =
      "filename,"
          + SEVEN.formatted("")
          + ","
          + SEVEN.formatted("iq_")
          + ","
          + SEVEN.formatted("hm_")
          + ",hm_iq_mse";
  private static final String METADATA_HEADER =
      "filename,axial_samples,lateral_samples,initial_radius,final_radius,initial_angle,final_angle,"
          + "f0,timestamp_id,datapath,probe,scanner,target,f0_mhz,span_deg,focus_cm,v,harm";
  private static final String GOOD =
      ",1808,208,574.5,2382.5,-0.4,0.4,4716981.0,20181005514526,/home/jane doe/x.bin,c52v,verasonics,"
          + "liver,4.7,49.75,6.0,35.0,1";

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void makeWarehouse() {
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
  }

  @Test
  void aGoodRowHasAllItsColumns() throws IOException {
    assertThat(importing(List.of(metrics("a.mat", "0.5")), List.of("a.mat" + GOOD)))
        .isEqualTo(new ImportMetrics.Result(1, 0, 1));

    Row frame = warehouse.read(Table.FRAMES).first();
    // echo -n metrics_only:a.mat | sha256sum
    assertThat(frame.<String>getAs("frame_id"))
        .isEqualTo("a8c11f66d02a1fa95d2015fbd2d94f42ab8da9afb52b30e73c68c7a92150e582");
    assertThat(frame.<String>getAs("source_path")).isEqualTo("metrics.csv!/a.mat#0");
    assertThat(frame.<String>getAs("site")).isEqualTo("verasonics");
    assertThat(frame.<String>getAs("study_id")).isEqualTo("20181005514526");
    assertThat(frame.<String>getAs("probe")).isEqualTo("c52v");
    assertThat(frame.<String>getAs("target")).isEqualTo("liver");
    assertThat(frame.<Boolean>getAs("harmonic")).isTrue();
    assertThat(frame.<Double>getAs("frequency_hz")).isEqualTo(4716981.0);
    assertThat(frame.<Double>getAs("voltage_v")).isEqualTo(35.0);
    assertThat(frame.<Integer>getAs("height")).isEqualTo(1808);
    assertThat(frame.<Integer>getAs("width")).isEqualTo(208);
    assertThat(frame.<Row>getAs("geometry").<Double>getAs("initial_angle")).isEqualTo(-0.4);
    assertThat(frame.<String>getAs("pairing")).isEqualTo("paired");
    assertThat(frame.<String>getAs("status")).isEqualTo("metrics_only");
    assertThat(frame.<String>getAs("detail")).isNull();
    assertThat(frame.<byte[]>getAs("das")).isNull();
    assertThat(frame.json()).doesNotContain("jane");

    Row result = warehouse.read(Table.ENHANCED).first();
    assertThat(result.<String>getAs("frame_id")).isEqualTo(frame.<String>getAs("frame_id"));
    assertThat(result.<String>getAs("model_id")).isEqualTo("model");
    assertThat(result.<Double>getAs("ssim")).isEqualTo(0.5);
    assertThat(result.<Double>getAs("das_ssim")).isEqualTo(0.25);
    assertThat(result.<Double>getAs("hm_ssim")).isEqualTo(0.125);
    assertThat(result.<Double>getAs("gc_ssim")).isNull();
  }

  @Test
  void dirtyMetadataCostTheMissingFieldsOnly() throws IOException {
    ImportMetrics.Result result =
        importing(
            List.of(
                metrics("empty.mat", "0.1"),
                metrics("cut.mat", "0.2"),
                metrics("absent.mat", "0.3"),
                metrics("number.mat", "0.4")),
            List.of(
                "empty.mat" + GOOD.replace(",c52v,", ",,"),
                "number.mat" + GOOD.replace("4716981.0", "x4"),
                ",1,2",
                "cut.mat,1808,208,574.5,2382.5,-0.4,0.4,4716981.0,201810055"));

    assertThat(result).isEqualTo(new ImportMetrics.Result(4, 1, 4));
    assertThat(detail("empty.mat")).isEqualTo("metadata in line 2 of metadata.csv: probe missing");
    assertThat(detail("number.mat")).isEqualTo("metadata in line 3 of metadata.csv: f0 unreadable");
    assertThat(detail("absent.mat")).isEqualTo("no metadata");
    assertThat(detail("cut.mat"))
        .isEqualTo(
            "metadata in line 5 of metadata.csv: timestamp_id, probe, scanner, target, f0_mhz,"
                + " span_deg, focus_cm, harm, v missing; the row has 9 of 18 fields");
    assertThat(frame("empty.mat").<String>getAs("scanner")).isEqualTo("verasonics");
    assertThat(frame("number.mat").<Double>getAs("frequency_hz")).isNull();
    assertThat(frame("cut.mat").<Integer>getAs("height")).isEqualTo(1808);
    assertThat(frame("cut.mat").<String>getAs("study_id")).isNull();
    assertThat(frame("cut.mat").<String>getAs("site")).isEqualTo("unknown");
    Row quarantined = warehouse.read(Table.FRAMES).where("status = 'unreadable_row'").first();
    assertThat(quarantined.<String>getAs("source_path")).isEqualTo("metadata.csv!/line-4");
    assertThat(quarantined.<String>getAs("detail"))
        .isEqualTo(
            "line 4 of metadata.csv: The row of the metadata CSV has no readable filename; the row"
                + " has 3 of 18 fields");
  }

  @Test
  void metricsRowsThatCannotBeReadAreQuarantinedAndTheRestGoesOn() throws IOException {
    ImportMetrics.Result result =
        importing(
            List.of(
                metrics("good.mat", "0.1"),
                metrics("", "0.2"),
                metrics("word.mat", "high"),
                metrics("hole.mat", ""),
                "\"quote.mat,0.1,0.2",
                metrics("nan.mat", "0.3").replaceFirst("0\\.7,", "NaN,").replace("30.5", "inf"),
                "cut.mat,0.1,0.2"),
            List.of("word.mat" + GOOD, "good.mat" + GOOD));

    assertThat(result).isEqualTo(new ImportMetrics.Result(2, 5, 2));
    assertThat(
            warehouse
                .read(Table.FRAMES)
                .where("status = 'unreadable_row'")
                .orderBy("source_path")
                .collectAsList())
        .extracting(row -> row.<String>getAs("detail"))
        .containsExactly(
            "line 3 of metrics.csv: no filename",
            "line 4 of metrics.csv: no number in ssim",
            "line 5 of metrics.csv: no number in ssim",
            "line 6 of metrics.csv: the row is cut off: 1 of 23 fields",
            "line 8 of metrics.csv: the row is cut off: 3 of 23 fields");
    Row nan = warehouse.read(Table.ENHANCED).where("ssim = 0.3").first();
    assertThat(nan.<Double>getAs("corr")).isNull();
    assertThat(nan.<Double>getAs("psnr")).isInfinite();
    assertThat(
            warehouse
                .read(Table.FRAMES)
                .where("status = 'unreadable_row' AND probe = 'c52v'")
                .count())
        .isEqualTo(1);

    assertThat(importing(null, null)).isEqualTo(new ImportMetrics.Result(0, 0, 0));
  }

  @Test
  void aRunCutOffBetweenItsCommitsIsFinishedByTheNext() throws IOException {
    importing(List.of(metrics("a.mat", "0.5")), List.of("a.mat" + GOOD));
    sql("DELETE FROM " + warehouse.identifier(Table.ENHANCED));

    assertThat(importing(null, null)).isEqualTo(new ImportMetrics.Result(0, 0, 1));
  }

  @Test
  void ofTwoMetadataCsvsTheFirstNamedWins() throws IOException {
    Path metrics =
        Files.writeString(
            folder.resolve("metrics.csv"), HEADER + "\n" + metrics("a.mat", "0.5") + "\n");
    Path first = Files.writeString(folder.resolve("z.csv"), "filename,probe\na.mat,first\n");
    Path second =
        Files.writeString(folder.resolve("a.csv"), "filename,probe,site\na.mat,second,duke\n");

    ImportMetrics.into(warehouse, "run")
        .metrics(List.of(metrics.toString()))
        .metadata(List.of(first.toString(), second.toString()))
        .model("model")
        .execute();

    assertThat(frame("a.mat").<String>getAs("probe")).isEqualTo("first");
    assertThat(frame("a.mat").<String>getAs("site")).isEqualTo("unknown");
  }

  @Test
  void aFileThatIsNoMetadataCsvIsRefused() throws IOException {
    Path csv = Files.writeString(folder.resolve("other.csv"), "name,probe\na.mat,c52v\n");
    Path metrics =
        Files.writeString(
            folder.resolve("metrics.csv"), HEADER + "\n" + metrics("a.mat", "0.5") + "\n");
    ImportMetrics action =
        ImportMetrics.into(warehouse, "run")
            .metrics(List.of(metrics.toString()))
            .metadata(List.of(csv.toString()))
            .model("model");

    assertThatThrownBy(action::execute)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read the metadata CSV other.csv: The file is no metadata CSV: its name must end"
                + " in .csv and its first line name a column \"filename\"");
  }

  @Test
  void aHeaderAsSpreadsheetsWriteItIsRead() throws IOException {
    String quoted = "\uFEFF\"" + HEADER.replace(",", "\",\"") + "\"";
    Path csv =
        Files.writeString(
            folder.resolve("quoted.csv"), quoted + "\n" + metrics("a.mat", "0.5") + "\n");

    assertThat(
            ImportMetrics.into(warehouse, "run")
                .metrics(List.of(csv.toString()))
                .model("model")
                .execute())
        .isEqualTo(new ImportMetrics.Result(1, 0, 1));
  }

  @Test
  void aFolderWithoutFilesIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    ImportMetrics action =
        ImportMetrics.into(warehouse, "run").metrics(List.of(empty.toString())).model("model");

    assertThatThrownBy(action::execute)
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot import metrics: there is no file in " + empty);
  }

  @Test
  void aFileThatIsNoMetricsCsvIsRefused() throws IOException {
    Path csv = Files.writeString(folder.resolve("other.csv"), "filename,ssim\na.mat,0.5\n");
    ImportMetrics action =
        ImportMetrics.into(warehouse, "run").metrics(List.of(csv.toString())).model("model");

    assertThatThrownBy(action::execute)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read the CSV file other.csv: its header lacks mse, mae, ");
  }

  /** Imports files of these lines; null for those of the call before. */
  private ImportMetrics.Result importing(List<String> metrics, List<String> metadata)
      throws IOException {
    Path metricsCsv = folder.resolve("metrics.csv");
    Path metadataCsv = folder.resolve("metadata.csv");
    if (metrics != null) {
      Files.writeString(metricsCsv, HEADER + "\n" + String.join("\n", metrics) + "\n");
      Files.writeString(metadataCsv, METADATA_HEADER + "\n" + String.join("\n", metadata));
    }
    return ImportMetrics.into(warehouse, "run")
        .metrics(List.of(metricsCsv.toString()))
        .metadata(List.of(metadataCsv.toString()))
        .model("model")
        .execute();
  }

  static String metrics(String file, String ssim) {
    return "%s,0.01,0.02,%s,0.6,0.9,30.5,0.7,%s,0.125,%s,1"
        .formatted(
            file,
            ssim,
            "0.01,0.02,0.25,0.6,0.9,20.5,0.8,0.01,0.02",
            String.join(",", Collections.nCopies(4, "0.5")));
  }

  private Row frame(String file) {
    return warehouse
        .read(Table.FRAMES)
        .where("source_path = 'metrics.csv!/" + file + "#0'")
        .first();
  }

  private String detail(String file) {
    return frame(file).getAs("detail");
  }
}
