/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What conf/runtimes.csv says is what the POMs build and the README shows. To write the table of
 * the README anew:
 *
 * <pre>mvn -pl tests -am test -Dtest=RuntimesTest -Dmimicknet.write=true
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class RuntimesTest {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root", ".."));
  private static final Path FILE = ROOT.resolve("conf/runtimes.csv");
  private static final Path README = ROOT.resolve("README.md");
  private static final String HEADER =
      "runtime,spark,scala,java,delta,job_jar,profile,gpu_image,note";
  private static final String BEGIN = "<!-- runtimes -->\n";
  private static final String END = "<!-- /runtimes -->";

  /** One line of the file. */
  private record Row(
      String runtime,
      String spark,
      String scala,
      List<String> java,
      String delta,
      String jobJar,
      String profile,
      String gpuImage,
      String note) {
    private static Row parse(String line) {
      String[] cells = line.split(",", -1);
      assertThat(cells).as(line).hasSize(HEADER.split(",", -1).length);
      assertThat(cells).as(line).noneMatch(String::isBlank);
      return new Row(
          cells[0],
          cells[1],
          cells[2],
          List.of(cells[3].split(" ", -1)),
          cells[4],
          cells[5],
          cells[6],
          cells[7],
          cells[8]);
    }

    boolean isLocal() {
      return runtime.startsWith("local-");
    }

    String build() {
      return jobJar.replaceFirst("^mimicknet-jobs-(.*)\\.jar$", "$1");
    }

    @Override
    public String toString() {
      return runtime;
    }
  }

  @Test
  void everyRuntimeIsThereOnce() throws IOException {
    assertThat(Files.readAllLines(FILE)).first().isEqualTo(HEADER);
    assertThat(rows())
        .extracting(Row::runtime)
        .containsExactly(
            "dataproc-2.2",
            "dataproc-2.3",
            "dataproc-3.0",
            "dataproc-4.0",
            "serverless-1.2",
            "serverless-2.2",
            "serverless-2.3",
            "serverless-3.0",
            "local-spark3",
            "local-spark3-scala2.13",
            "local-spark4",
            "pyspark");
  }

  @Test
  void theReadmeHasTheTable() throws IOException {
    String page = Files.readString(README);
    assertThat(page).contains(BEGIN, END);
    String expected =
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + table()
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("mimicknet.write")) {
      Files.writeString(README, expected);
    }
    assertThat(Files.readString(README)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aProfileBuildsTheJarForTheScalaOfTheRuntime(Row row) throws Exception {
    Pom built = Pom.read(ROOT.resolve("pom.xml"), row.profile());

    assertThat(row.build()).isEqualTo(built.property("build.name"));
    assertThat(row.scala()).isEqualTo(built.property("scala.binary"));
    assertThat(row.build())
        .isEqualTo("spark%s_%s".formatted(row.spark().replaceFirst("\\..*", ""), row.scala()));
  }

  @ParameterizedTest
  @MethodSource("localRows")
  void theLocalSparkIsTheOneOfTheFile(Row row) throws Exception {
    Pom local = Pom.read(ROOT.resolve("jobs/spark/pom.xml"), row.profile());

    assertThat(row.spark()).isEqualTo(local.property("spark.version"));
    assertThat(row.scala()).isEqualTo(local.property("scala.binary"));
    assertThat(local.dependencies("io.delta"))
        .isEqualTo(row.delta().equals("jar") ? List.of() : List.of(row.delta()));
  }

  @ParameterizedTest
  @MethodSource("localRows")
  void theLauncherFindsWhatMavenHasBuilt(Row row) throws Exception {
    Path folder = new BuiltLine(ROOT, row.build()).folder("jobs");

    for (String pom : List.of("pom.xml", "jobs/spark/pom.xml")) {
      String built = Pom.read(ROOT.resolve(pom), row.profile()).property("build.folder");
      assertThat(folder).as(pom).isEqualTo(ROOT.resolve("jobs").resolve(built));
    }
  }

  @ParameterizedTest
  @MethodSource("localRows")
  void theBuildTakesTheJavaThatRunsTheProgram(Row row) throws Exception {
    String range = Pom.read(ROOT.resolve("pom.xml"), row.profile()).property("java.lines");
    Matcher bounds = Pattern.compile("\\[(\\d+),(\\d+)\\)").matcher(range);

    assertThat(bounds.matches()).as(range).isTrue();
    assertThat(row.java())
        .extracting(Integer::valueOf)
        .allMatch(
            version ->
                Integer.parseInt(bounds.group(1)) <= version
                    && version < Integer.parseInt(bounds.group(2)));
  }

  /** A jar runs on later minor versions than it was compiled against, never on earlier ones. */
  @ParameterizedTest
  @MethodSource("localRows")
  void theJarIsCompiledAgainstTheOldestSparkThatTakesIt(Row row) throws Exception {
    String oldest =
        rows().stream()
            .filter(other -> other.jobJar().equals(row.jobJar()))
            .map(Row::spark)
            .min(Comparator.comparing(RuntimesTest::minor))
            .orElseThrow();

    String compiled = Pom.read(ROOT.resolve("pom.xml"), row.profile()).property("spark.version");

    assertThat(minor(compiled)).isEqualTo(minor(oldest));
  }

  @Test
  void theLocalSparkHasTheLibrariesOfTheBuildBesideIt() throws Exception {
    Pom built = Pom.read(ROOT.resolve("pom.xml"), "spark3-scala2.12");
    Pom local = Pom.read(ROOT.resolve("jobs/spark/pom.xml"), "spark3-scala2.12");

    for (String version : List.of("gcs.version", "djl.version", "pytorch.version")) {
      assertThat(local.property(version)).as(version).isEqualTo(built.property(version));
    }
  }

  private static String minor(String version) {
    return version.replaceFirst("^(\\d+\\.\\d+)\\..*", "$1");
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(FILE).stream().skip(1).map(Row::parse).toList();
  }

  private static List<Row> localRows() throws IOException {
    return rows().stream().filter(Row::isLocal).toList();
  }

  private static String table() throws IOException {
    return Stream.concat(
            Stream.of(
                "| runtime | Spark | Scala | Java | Delta | build | GPU image | |",
                "|---|---|---|---|---|---|---|---|"),
            rows().stream().map(RuntimesTest::line))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(Row row) {
    return "| %s | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            row.runtime(),
            row.spark(),
            row.scala(),
            String.join(", ", row.java()),
            row.delta().equals("jar") ? "in the jar" : row.delta(),
            row.build(),
            row.gpuImage(),
            row.note());
  }
}
