package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.reference.SharedData;

/** The main path on a real frame, from a nested archive to the study table, by the real program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReprocessIT {
  private static final List<String> METRICS =
      List.of("mse", "mae", "ssim", "contrast_structure", "luminance", "psnr", "corr");

  @TempDir static Path folder;

  private String warehouse;
  private JsonNode expected;

  @BeforeAll
  void reprocessThePhantomWithThreeModels() throws Exception {
    byte[] phantom = Files.readAllBytes(SharedData.reference("phantom.mat"));
    expected =
        new ObjectMapper()
            .readTree(SharedData.reference("golden/metrics_phantom.json").toFile());
    Path archives = Files.createDirectory(folder.resolve("archives"));
    Archives.tarGz(
        archives.resolve("week.tar.gz"), "day.zip", Archives.zip("scan/phantom.mat", phantom));
    warehouse = folder.resolve("warehouse").toString();

    importModel("mimicknet_1568473738-210304", "-80");
    importModel("mimicknet_matlab", "-80");
    importModel("mimicknet_legacy", "none");
    Cli.run(
            folder,
            "reprocess",
            "--input",
            archives.toString(),
            "--site",
            "lab",
            "--warehouse",
            warehouse,
            "--model",
            model("mimicknet_1568473738-210304"),
            "--store-pixels")
        .succeeded();
    enhance("mimicknet_matlab");
    enhance("mimicknet_legacy");
  }

  @ParameterizedTest
  @CsvSource({
    "mimicknet_1568473738-210304, phantom_clip80, clip80",
    "mimicknet_matlab, phantom_clip80, clip80",
    "mimicknet_legacy, phantom_noclip, noclip"
  })
  void givesThePublishedMetrics(String name, String input, String das) throws Exception {
    JsonNode model = expected.get("models").get(name).get(input);

    assertMetrics(name, "", model.get("f64"));
    assertMetrics(name, "das_", expected.get("das").get(das).get("f64"));
    assertMetrics(name, "hm_", model.get("hm_f64"));
    assertMetrics(name, "gc_", model.get("gain_corrected_f64"));
  }

  @Test
  void givesThePublishedSsimWithinTheNoiseOfPublishedNumbers() throws Exception {
    String ssim =
        Cli.row(
                folder,
                warehouse,
                "SELECT ssim FROM enhanced WHERE model_id LIKE 'mimicknet_1568473738-210304-%'")
            .get(0);

    assertThat(Double.parseDouble(ssim)).isCloseTo(0.91693586, within(2e-5));
  }

  @Test
  void storesThePathIntoTheNestedArchiveAndNoIdentifier() throws Exception {
    List<String> row =
        Cli.row(
            folder,
            warehouse,
            "SELECT source_path, site, study_id, height, width, pairing, status FROM frames");

    assertThat(row)
        .containsExactly(
            "week.tar.gz!/day.zip!/scan/phantom.mat#0",
            "lab",
            "phantom",
            "736",
            "160",
            "paired",
            "ok");
  }

  @Test
  void keepsTheOutputOfTheRunThatAskedForIt() throws Exception {
    List<List<String>> rows =
        Cli.rows(
            folder, warehouse, "SELECT octet_length(output) FROM enhanced ORDER BY enhanced_at");

    assertThat(rows)
        .containsExactly(List.of(String.valueOf(4 * 736 * 160)), List.of("NULL"), List.of("NULL"));
  }

  @Test
  void summarisesTheStudy() throws Exception {
    List<String> row =
        Cli.row(
            folder,
            warehouse,
            "SELECT n_frames, n_failed, ssim.mean, ssim.std FROM study_summary"
                + " WHERE model_id LIKE 'mimicknet_1568473738-210304-%'");

    assertThat(row.subList(0, 2)).containsExactly("1", "0");
    assertThat(Double.parseDouble(row.get(2))).isCloseTo(0.916935726, within(2e-6));
    assertThat(row.get(3)).isEqualTo("NULL");
  }

  @Test
  void doesNothingASecondTimeAndSaysSo() throws Exception {
    Cli.Run again =
        Cli.run(
                folder,
                "reprocess",
                "--input",
                folder.resolve("archives").toString(),
                "--site",
                "lab",
                "--warehouse",
                warehouse,
                "--model",
                model("mimicknet_1568473738-210304"))
            .succeeded();

    assertThat(again.out())
        .contains("Ingest: nothing new")
        .contains("Enhance: nothing new")
        .contains("Summarize: 0 studies computed");
    assertThat(
            Cli.row(
                folder,
                warehouse,
                "SELECT (SELECT count(*) FROM frames), (SELECT count(*) FROM enhanced)"))
        .containsExactly("1", "3");
  }

  @Test
  void writesAPictureWithoutSpark() throws Exception {
    Path png = folder.resolve("phantom.png");

    Cli.Run run =
        Cli.run(
                folder,
                "image",
                "--model",
                model("mimicknet_1568473738-210304"),
                "--input",
                SharedData.reference("phantom.mat").toString(),
                "--output",
                png.toString())
            .succeeded();

    assertThat(run.out()).contains("SSIM 0.91693").contains("DAS 0.57339");
    var image = javax.imageio.ImageIO.read(png.toFile());
    assertThat(image.getHeight()).isEqualTo(736);
    assertThat(image.getWidth()).isEqualTo(160);
  }

  private void assertMetrics(String model, String prefix, JsonNode values) throws Exception {
    String columns = String.join(", ", METRICS.stream().map(metric -> prefix + metric).toList());
    List<String> row =
        Cli.row(
            folder,
            warehouse,
            "SELECT %s FROM enhanced WHERE model_id LIKE '%s-%%'".formatted(columns, model));
    for (int i = 0; i < METRICS.size(); i++) {
      double value = values.get(METRICS.get(i)).asDouble();
      assertThat(Double.parseDouble(row.get(i)))
          .as(prefix + METRICS.get(i))
          .isCloseTo(value, within(2e-6 * Math.max(1, Math.abs(value))));
    }
  }

  private void importModel(String name, String clipDb) throws Exception {
    Cli.run(
            folder,
            "import-model",
            "--keras",
            SharedData.reference("keras/" + name + ".h5").toString(),
            "--clip-db",
            clipDb,
            "--output",
            model(name))
        .succeeded();
  }

  private void enhance(String name) throws Exception {
    Cli.run(folder, "enhance", "--warehouse", warehouse, "--model", model(name)).succeeded();
    Cli.run(folder, "summarize", "--warehouse", warehouse).succeeded();
  }

  private static String model(String name) {
    return folder.resolve("models").resolve(name).toString();
  }
}
