/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** The main path on a real frame, from a nested archive to the study table, by the real program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NeedsSharedData("the published weights and metrics")
class ReprocessIT {
  private static final String HEADLINE = "mimicknet_1568473738-210304";
  private static final List<String> PREFIXES = List.of("", "das_", "hm_", "gc_");
  private static final List<String> METRICS =
      List.of("mse", "mae", "ssim", "contrast_structure", "luminance", "psnr", "corr");

  @TempDir static Path folder;

  private JsonNode expected;
  private String secondRun;
  private String imageRun;
  private Cli.Run gpuRun;
  private List<List<String>> enhanced;
  private List<List<String>> frames;
  private List<List<String>> studies;

  @BeforeAll
  void reprocessThePhantomWithThreeModels() throws Exception {
    Path phantom = SharedData.reference("phantom.mat");
    expected =
        new ObjectMapper().readTree(SharedData.reference("golden/metrics_phantom.json").toFile());
    Archives.tarGz(
        Files.createDirectory(folder.resolve("archives")).resolve("week.tar.gz"),
        "day.zip",
        Archives.zip("scan/phantom.mat", Files.readAllBytes(phantom)));

    importModel(HEADLINE, "-80");
    importModel("mimicknet_matlab", "-80");
    importModel("mimicknet_legacy", "none");
    reprocess("--store-pixels");
    gpuRun =
        Cli.run(
            folder,
            "enhance",
            "--warehouse",
            "warehouse",
            "--model",
            "mimicknet_legacy",
            "--device",
            "gpu");
    for (String other : List.of("mimicknet_matlab", "mimicknet_legacy")) {
      Cli.run(folder, "enhance", "--warehouse", "warehouse", "--model", other).succeeded();
    }
    secondRun = reprocess() + reprocess();
    imageRun =
        Cli.run(
                folder,
                "image",
                "--model",
                HEADLINE,
                "--input",
                phantom.toString(),
                "--output",
                "phantom.png")
            .succeeded()
            .out();
    String metrics =
        String.join(
            ", ",
            PREFIXES.stream()
                .flatMap(prefix -> METRICS.stream().map(metric -> prefix + metric))
                .toList());
    List<List<List<String>>> tables =
        Cli.tables(
            folder,
            "warehouse",
            "SELECT model_id, octet_length(output), "
                + metrics
                + " FROM enhanced ORDER BY enhanced_at",
            "SELECT source_path, site, study_id, height, width, pairing, status FROM frames",
            "SELECT model_id, n_frames, n_failed, ssim.mean, ssim.std FROM study_summary");
    enhanced = tables.get(0);
    frames = tables.get(1);
    studies = tables.get(2);
  }

  @ParameterizedTest
  @CsvSource({
    HEADLINE + ", phantom_clip80, clip80",
    "mimicknet_matlab, phantom_clip80, clip80",
    "mimicknet_legacy, phantom_noclip, noclip"
  })
  void givesThePublishedMetrics(String name, String input, String das) {
    JsonNode model = expected.get("models").get(name).get(input);
    List<String> row = of(enhanced, name);

    assertMetrics(row, "", model.get("f64"));
    assertMetrics(row, "das_", expected.get("das").get(das).get("f64"));
    assertMetrics(row, "hm_", model.get("hm_f64"));
    assertMetrics(row, "gc_", model.get("gain_corrected_f64"));
  }

  @Test
  void givesThePublishedSsimWithinTheNoiseOfPublishedNumbers() {
    assertThat(value(of(enhanced, HEADLINE), "", "ssim")).isCloseTo(0.91693586, within(2e-5));
  }

  @Test
  void aDeviceThatIsNotThereIsBadInput() {
    assertThat(gpuRun.endedWith(2).err())
        .contains("Cannot run on a GPU")
        .doesNotContain("Internal:", "\tat ");
  }

  @Test
  void storesThePathIntoTheNestedArchiveAndNoIdentifier() {
    assertThat(frames)
        .containsExactly(
            List.of(
                "week.tar.gz!/day.zip!/scan/phantom.mat#0",
                "lab",
                "phantom",
                "736",
                "160",
                "paired",
                "ok"));
  }

  @Test
  void leavesNoFolderOfSparkWhereItWasStarted() {
    assertThat(folder.resolve("spark-warehouse")).doesNotExist();
  }

  @Test
  void keepsTheOutputOfTheRunThatAskedForIt() {
    assertThat(enhanced)
        .extracting(row -> row.get(1))
        .containsExactly(String.valueOf(4 * 736 * 160), "NULL", "NULL");
  }

  @Test
  void summarisesTheStudyOncePerModel() {
    List<String> study = of(studies, HEADLINE);

    assertThat(studies).hasSize(3);
    assertThat(study.subList(1, 3)).containsExactly("1", "0");
    assertThat(Double.parseDouble(study.get(3))).isCloseTo(0.916935726, within(2e-6));
    assertThat(study.get(4)).isEqualTo("NULL");
  }

  @Test
  void doesNothingASecondTimeAndSaysSo() {
    assertThat(secondRun)
        .contains("Ingest: nothing new")
        .contains("Enhance: nothing new")
        .contains("Summarize: 2 studies computed, 1 unchanged")
        .contains("Summarize: 0 studies computed, 3 unchanged");
    assertThat(enhanced).hasSize(3);
  }

  @Test
  void writesAPictureWithoutSpark() throws Exception {
    var image = ImageIO.read(folder.resolve("phantom.png").toFile());

    assertThat(imageRun).contains("SSIM 0.91693").contains("DAS 0.57339");
    assertThat(image.getHeight()).isEqualTo(736);
    assertThat(image.getWidth()).isEqualTo(160);
  }

  private static String reprocess(String... more) throws Exception {
    Stream<String> command =
        Stream.of(
            "reprocess",
            "--input",
            "archives",
            "--site",
            "lab",
            "--warehouse",
            "warehouse",
            "--model",
            HEADLINE);
    return Cli.run(folder, Stream.concat(command, Stream.of(more)).toArray(String[]::new))
        .succeeded()
        .out();
  }

  private static void importModel(String name, String clipDb) throws Exception {
    Cli.run(
            folder,
            "import-model",
            "--keras",
            SharedData.reference("keras/" + name + ".h5").toString(),
            "--clip-db",
            clipDb,
            "--output",
            name)
        .succeeded();
  }

  private static void assertMetrics(List<String> row, String prefix, JsonNode values) {
    for (String metric : METRICS) {
      double golden = values.get(metric).asDouble();
      assertThat(value(row, prefix, metric))
          .as(prefix + metric)
          .isCloseTo(golden, within(2e-6 * Math.max(1, Math.abs(golden))));
    }
  }

  private static double value(List<String> row, String prefix, String metric) {
    int column = 2 + PREFIXES.indexOf(prefix) * METRICS.size() + METRICS.indexOf(metric);
    return Double.parseDouble(row.get(column));
  }

  private static List<String> of(List<List<String>> rows, String model) {
    List<List<String>> found =
        rows.stream().filter(row -> row.get(0).startsWith(model + "-")).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
