/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.inference.vector.OtherJava;
import org.mimicknet.simulation.DemoArchives;
import org.mimicknet.tests.python.PySpark;

/**
 * spark-submit of each line's job jar to whole distributions of Spark, on one machine and on a
 * standalone cluster of two workers. All read the same archives; what they compute is the same to
 * the last digit, and the Delta of the first reads the tables of all. Of the combinations, property
 * {@code mimicknet.distributions} names some ({@code SPARK_4_0,SPARK_4_2}), or takes {@code all},
 * then with the vector engine: see tests/distributions.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DistributionIT {
  private static final String WANTED = System.getProperty("mimicknet.distributions", "");
  private static final boolean ALL = WANTED.equals("all");
  private static final int FRAMES = 6;

  /** Of every table what does not tell when and by whom it was made. */
  private static final List<String> QUERIES =
      List.of(
          "SELECT frame_id, source_path, site, study_id, height, width, pairing, status, redaction"
              + " FROM delta.`%s/frames` ORDER BY source_path, status, frame_id",
          "SELECT frame_id, model_id, preprocessing_id, status, mse, mae, ssim, psnr, corr,"
              + " contrast_structure, luminance, das_ssim, das_psnr, hm_ssim, hm_psnr, gc_ssim,"
              + " gc_psnr FROM delta.`%s/enhanced` ORDER BY frame_id",
          "SELECT site, study_id, n_frames, n_failed, ssim.mean, ssim.std, ssim.median,"
              + " ssim.ci95_low, mse.mean, psnr.p05, psnr.p95, das_ssim.mean, hm_ssim.mean,"
              + " gc_ssim.std FROM delta.`%s/study_summary` ORDER BY site, study_id");

  @TempDir static Path folder;

  private Path archives;

  /** What ran to its end, with the seconds that it took. */
  private final Map<Case, Double> ran = new LinkedHashMap<>();

  /** One combination. PyPI's Spark 3.5 is for Scala 2.12 only. */
  private enum Case {
    SPARK_3_5(PySpark.SPARK_3_5, "spark3_2.12", 17, false, false),
    SPARK_3_5_CLUSTER(PySpark.SPARK_3_5, "spark3_2.12", 17, true, false),
    SPARK_3_5_SCALA_2_13(PySpark.SPARK_3_5, "spark3_2.13", 17, false, false),
    SPARK_3_5_SCALA_2_13_CLUSTER(PySpark.SPARK_3_5, "spark3_2.13", 17, true, true),
    SPARK_4_0(PySpark.SPARK_4_0, "spark4_2.13", 17, false, true),
    SPARK_4_0_CLUSTER(PySpark.SPARK_4_0, "spark4_2.13", 17, true, false),
    SPARK_4_0_JAVA_21(PySpark.SPARK_4_0, "spark4_2.13", 21, false, false),
    SPARK_4_2(PySpark.SPARK_4_2, "spark4_2.13", 17, false, false),
    SPARK_4_2_JAVA_21(PySpark.SPARK_4_2, "spark4_2.13", 21, false, false),
    SPARK_4_2_JAVA_25(PySpark.SPARK_4_2, "spark4_2.13", 25, false, false),
    SPARK_4_2_CLUSTER(PySpark.SPARK_4_2, "spark4_2.13", 17, true, OtherJava.home(25).isEmpty()),
    SPARK_4_2_JAVA_25_CLUSTER(PySpark.SPARK_4_2, "spark4_2.13", 25, true, true);

    private final String version;
    private final String build;
    private final int java;
    private final boolean cluster;
    private final boolean always;

    Case(String version, String build, int java, boolean cluster, boolean always) {
      this.version = version;
      this.build = build;
      this.java = java;
      this.cluster = cluster;
      this.always = always;
    }

    Distribution distribution() throws IOException {
      return Distribution.of(version, build, java);
    }
  }

  @BeforeAll
  void makeArchives() throws IOException {
    archives = Files.createDirectory(folder.resolve("archives"));
    DemoArchives.in(archives).frames(FRAMES).write();
  }

  private static Stream<Case> cases() {
    List<String> named = List.of(WANTED.split(",", -1));
    return Stream.of(Case.values())
        .filter(each -> WANTED.isEmpty() ? each.always : ALL || named.contains(each.name()));
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("cases")
  void theJobJarRuns(Case each) throws Exception {
    Distribution spark = each.distribution();
    Path work = Files.createDirectories(folder.resolve("work-" + each));

    if (!each.cluster) {
      reprocess(each, spark, "local[2]", work);
      return;
    }
    try (StandaloneCluster cluster = new StandaloneCluster(spark, work)) {
      reprocess(
          each,
          spark,
          cluster.master(),
          work,
          "--executor-memory",
          "1g",
          // Tasks wait for the executors of both workers.
          "--conf",
          "spark.scheduler.minRegisteredResourcesRatio=1.0");
      assertThat(cluster.workersThatFinishedTasks()).isEqualTo(2);
    }
  }

  @Order(2)
  @Test
  void allComputeTheSameToTheLastDigit() throws Exception {
    assumeTrue(ran.size() > 1, "Skipped: there are no two that ran");
    List<Case> cases = List.copyOf(ran.keySet());
    List<List<List<String>>> tables = tables(cases);

    assertThat(tables.get(1))
        .as("frames enhanced")
        .filteredOn(row -> row.contains("ok"))
        .hasSize(FRAMES);
    for (int i = 1; i < cases.size(); i++) {
      for (int query = 0; query < QUERIES.size(); query++) {
        assertThat(tables.get(i * QUERIES.size() + query))
            .as("%s beside %s", cases.get(i), cases.get(0))
            .isEqualTo(tables.get(query));
      }
    }
  }

  @AfterAll
  void table() {
    if (ALL) {
      System.out.println("| job jar | Spark | Java | master | seconds |\n|---|---|---|---|---|");
      ran.forEach(
          (each, seconds) ->
              System.out.printf(
                  Locale.ROOT,
                  "| %s | %s | %s | %s | %.0f |%n",
                  each.build,
                  each.version,
                  each.java,
                  each.cluster ? "two workers" : "local[2]",
                  seconds));
    }
  }

  private void reprocess(
      Case each, Distribution spark, String master, Path work, String... settings)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of("reprocess", "--max-failed-fraction", "1", "--input"));
    command.addAll(List.of(archives.toString(), "--warehouse", warehouse(each).toString()));
    if (!ALL) {
      // The vector engine wants the optimising compiler, which short runs do without.
      command.addAll(List.of("--engine", "onnx"));
    }
    long start = System.nanoTime();
    Cli.run(
            spark
                .submit(master, List.of(settings), command.toArray(String[]::new))
                .directory(work.toFile()),
            work)
        .succeeded();
    ran.put(each, (System.nanoTime() - start) / 1e9);
  }

  private static Path warehouse(Case each) {
    return folder.resolve("warehouse-" + each);
  }

  /** The rows that each query gives of each warehouse, by one run of {@code sql} in the first. */
  private static List<List<List<String>>> tables(List<Case> cases) throws Exception {
    String script =
        cases.stream()
            .flatMap(each -> QUERIES.stream().map(query -> query.formatted(warehouse(each))))
            .collect(Collectors.joining(";\n", "", ";\n"));
    Case reader = cases.get(0);
    String warehouse = warehouse(reader).toString();
    ProcessBuilder sql =
        reader
            .distribution()
            .submit("local[2]", List.of(), "sql", "--rows", "1000", "--warehouse", warehouse)
            .directory(folder.toFile())
            .redirectInput(Files.writeString(folder.resolve("queries.sql"), script).toFile());
    List<List<List<String>>> tables = Cli.tables(Cli.run(sql, folder).succeeded().out());
    assertThat(tables).hasSize(cases.size() * QUERIES.size()).noneMatch(List::isEmpty);
    return tables;
  }
}
