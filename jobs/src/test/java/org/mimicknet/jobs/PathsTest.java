/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.model.ModelBundle;

/**
 * Every path option of every command takes what a disk takes. {@code A} stands for a folder with
 * such a name, {@code R} for the same, relative; folders are named with and without a slash behind.
 * An underscore is a blank within a word.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PathsTest {
  /** With an umlaut of one and one of two characters. */
  private static final String NAME = "a b%20#c:d?*[e]{f}'\"`$(g)&+ü u\u0308";

  /** As conf/local.conf has them: a short query is compiled for longer than it runs. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.master", "local[1]",
          "spark.ui.enabled", "false",
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.adaptive.enabled", "false",
          "spark.sql.shuffle.partitions", "1",
          "spark.databricks.delta.snapshotPartitions", "1",
          "spark.sql.session.timeZone", "UTC");

  @TempDir static Path folder;
  private static Path root;

  @BeforeAll
  static void makeFiles() throws IOException {
    SETTINGS.forEach(System::setProperty);
    root = Files.createDirectory(folder.resolve(NAME));
    Files.writeString(root.resolve("key"), "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP");
    Files.writeString(root.resolve("frames.csv"), "filename,site\nnone.mat,north\n");
    String seven =
        "%1$smse,%1$smae,%1$sssim,%1$scontrast_structure,%1$sluminance,%1$spsnr,%1$scorr";
    Files.writeString(
        root.resolve("metrics.csv"),
        "filename,%s,%s,%s\na.mat%s\n"
            .formatted(
                seven.formatted(""),
                seven.formatted("iq_"),
                seven.formatted("hm_"),
                ",0.5".repeat(21)));
    Files.writeString(
        root.resolve("published.csv"), "filename,timestamp_id\na.mat,20181005514526\n");
    Files.writeString(root.resolve("site.conf"), "limit { depth = 2 }");
    ModelBundle.shipped().write(root.resolve("model"));
  }

  @AfterAll
  static void forgetSettings() {
    SETTINGS.keySet().forEach(System::clearProperty);
  }

  @Order(1)
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "simulate, --output A/archives/ --studies 2 --frames-per-study 1, archives/simulated-000.tar",
    "ingest, --input R/archives/ --warehouse A/w/ --metadata R/frames.csv --privacy-key-file A/key"
        + " --config R/site.conf, w/frames/_delta_log",
    "enhance, --warehouse R/w --model A/model/, w/enhanced/_delta_log/00000000000000000001.json",
    "summarize, --warehouse A/w/, w/study_summary/_delta_log/00000000000000000001.json",
    "replay, --warehouse R/w/ --input A/archives --reason malformed, w",
    "sql, --warehouse A/w SELECT_*_FROM_overall, w",
    "reprocess, --warehouse R/w2/ --input A/archives/simulated-000.tar --model R/model,"
        + " w2/study_summary/_delta_log/00000000000000000001.json",
    "import-metrics, --warehouse A/w3 --metrics R/metrics.csv --metadata A/published.csv"
        + " --model-name m, w3/frames/_delta_log/00000000000000000001.json",
    "image, --input R/archives/simulated-000.tar --output A/image.png --model R/model/, image.png",
    "benchmark, --stages engines --shapes 32x32 --seconds 0.01 --rounds 1 --model A/model"
        + " --json R/b.json --keep A/keep/, b.json",
    "demo, --output R/demo/ --frames 8 --model A/model, demo/warehouse/frames/_delta_log",
  })
  void everyPathOptionTakesEveryName(String command, String options, String made) throws Exception {
    ended(command, options);

    assertThat(root.resolve(made)).exists();
    assertThat(names(folder)).containsExactly(NAME);
  }

  @Order(2)
  @Test
  void anInputSpeltInAnotherWayIsTheSame() {
    assertThat(
            ended(
                "ingest", "--input A/archives --warehouse R/w --privacy-key-file R/key --dry-run"))
        .contains("Would ingest 0 archives or files")
        .contains("1 are in the warehouse");
  }

  @Order(2)
  @Test
  void aScriptThatFailsEndsTheProgramAndSaysWhyOnStandardError() {
    InputStream before = System.in;
    System.setIn(
        new ByteArrayInputStream("SELECT nothing FROM frames;\n".getBytes(StandardCharsets.UTF_8)));
    try {
      Ended ended = run("sql", "--warehouse A/w");

      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.err()).contains("Cannot run the statement: ").contains("nothing");
      assertThat(ended.out()).isEmpty();
    } finally {
      System.setIn(before);
    }
  }

  @Order(2)
  @Test
  void aFileIsNoWarehouse() {
    assertThat(run("summarize", "--warehouse A/key").err())
        .contains("Cannot use the warehouse path")
        .contains("it is a file");
  }

  @Order(2)
  @Test
  void aStorageThatNothingKnowsIsTheUsersToMend() {
    Ended ended = run("summarize", "--warehouse nosuch://bucket/w");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("nosuch").contains("--jars");
  }

  private record Ended(int code, String out, String err) {}

  private static String ended(String command, String options) {
    Ended ended = run(command, options);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out();
  }

  private static Ended run(String command, String options) {
    String relative = Path.of("").toAbsolutePath().relativize(root).toString();
    List<String> line = new ArrayList<>(List.of(command));
    for (String word : options.split(" ", -1)) {
      boolean isAbsolute = word.startsWith("A/");
      line.add(
          isAbsolute || word.startsWith("R/")
              ? (isAbsolute ? root : relative) + word.substring(1)
              : word.replace('_', ' '));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), line.toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
