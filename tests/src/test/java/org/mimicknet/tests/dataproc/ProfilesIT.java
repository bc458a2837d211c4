/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.dataproc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.tests.Cli;
import org.mimicknet.tests.QuickJvm;

/**
 * The Spark profiles: every setting is one that somebody knows, and the program runs under each.
 */
class ProfilesIT {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();

  /** Of the demonstration; 2,683 by Spark's defaults. */
  private static final long MOST_TASKS = 400;

  /** What a laptop has not: see docs/DATAPROC.md. */
  private static final List<String> WITHOUT_GPU =
      List.of(
          "spark.plugins=",
          "spark.executor.resource.gpu.amount=0",
          "spark.task.resource.gpu.amount=0");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void everySettingIsOneThatSomebodyKnows(Profile profile) throws IOException {
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, String> setting : profile.settings().entrySet()) {
      KnownSettings.fault(setting.getKey(), setting.getValue()).ifPresent(faults::add);
    }

    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spark.sql.shufle.partitions, 64",
    "spark.sql.shuffle.partitions, many",
    "spark.databricks.delta.snapshotPartition, 2",
    "spark.databricks.delta.snapshotPartitions, two",
    "spark.yarn.maxAppAttempt, 1",
    "spark.yarn.maxApp, 1",
    "spark.executor.memoryOverheadFactors, 0.15",
    "spark.executor.memoryOverheadFactor, much",
    "spark.executorEnvs.LC_ALL, C.UTF-8",
    "spark.dataproc.executor.compute.tiers, premium",
    "spark.executor.resource.gpus.amount, 1",
  })
  void aMisspeltSettingIsFound(String key, String value) throws IOException {
    assertThat(KnownSettings.fault(key, value)).isPresent();
  }

  @Test
  void aMisspeltSettingOfRapidsIsFound() throws IOException {
    assertThat(KnownSettings.rapids()).isNotEmptyFile();
    assertThat(KnownSettings.fault("spark.rapids.memory.gpu.pool", "NONE")).isEmpty();
    assertThat(KnownSettings.fault("spark.rapids.memory.gpu.pol", "NONE")).isPresent();
    assertThat(KnownSettings.fault("spark.rapids.memory.gpu.poo", "NONE")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("org.mimicknet.tests.dataproc.Profile#clusters")
  void whatEveryClusterNeedsIsThere(Profile profile) throws IOException {
    Map<String, String> local = Profile.LOCAL.settings();
    Map<String, String> settings = profile.settings();

    for (String process : List.of("driver", "executor")) {
      String flags = "spark.%s.defaultJavaOptions".formatted(process);
      assertThat(settings.get(flags)).startsWith(local.get(flags));
    }
    assertThat(settings)
        .containsEntry("spark.sql.session.timeZone", "UTC")
        .containsEntry("spark.executorEnv.LC_ALL", "C.UTF-8")
        .containsEntry(
            "spark.sql.extensions",
            "io.delta.sql.DeltaSparkSessionExtension,org.mimicknet.sql.MimickNetExtensions")
        .containsEntry(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    if (profile == Profile.DATAPROC || profile == Profile.DATAPROC_GPU) {
      assertThat(settings).containsEntry("spark.yarn.maxAppAttempts", "1");
    }
    if (profile.isServerless()) {
      assertThat(settings.keySet())
          .noneMatch(key -> key.matches(".*\\.yarn\\..*|.*shuffle\\.service.*|spark\\.master"));
    }
    if (profile.hasGpus()) {
      assertThat(settings).containsEntry("spark.rapids.memory.gpu.pool", "NONE");
    }
  }

  /** A profile for GPUs is the other one and more, so that neither is forgotten in a change. */
  @ParameterizedTest
  @CsvSource({"DATAPROC, DATAPROC_GPU", "SERVERLESS, SERVERLESS_GPU"})
  void aProfileForGpusHasAllOfTheOther(Profile profile, Profile gpu) throws IOException {
    assertThat(gpu.settings()).containsAllEntriesOf(profile.settings());
  }

  /** On two cores, by way of the launcher: what a profile of a cluster does to the plans. */
  @ParameterizedTest
  @MethodSource("profilesToRun")
  void theProgramRunsUnderItAndItsTagIsFound(Profile profile) throws Exception {
    Path events = Files.createDirectory(folder.resolve("events"));
    Path demo = folder.resolve("demo");
    String warehouse = demo.resolve("warehouse").toString();
    List<String> settings = new ArrayList<>();
    settings.addAll(List.of("--master", "local[2]", "--properties-file", "" + profile.file()));
    settings.addAll(List.of("--driver-memory", "1g"));
    List<String> conf = new ArrayList<>(profile.hasGpus() ? WITHOUT_GPU : List.of());
    conf.add("spark.ui.enabled=false");
    conf.add("spark.eventLog.enabled=true");
    conf.add("spark.eventLog.dir=" + events.toUri());
    conf.forEach(setting -> settings.addAll(List.of("--conf", setting)));

    run(settings, "demo", "--output", "" + demo).succeeded();

    long tasks = tasks(events);
    System.out.printf("Tasks of the demonstration under %s: %s%n", profile.file(), tasks);
    assertThat(tasks).isBetween(100L, MOST_TASKS);
    run(settings, "summarize", "--warehouse", warehouse, "--tag", "night-1").succeeded();
    run(settings, "sql", "--warehouse", warehouse, "--fail-if-empty", query("night-1")).succeeded();
    run(settings, "sql", "--warehouse", warehouse, "--fail-if-empty", query("night-2"))
        .endedWith(3);
  }

  /** One, for all of a cluster plan alike; by {@code -Dmimicknet.long=true} all. */
  static List<Profile> profilesToRun() {
    return Boolean.getBoolean("mimicknet.long")
        ? List.of(Profile.values())
        : List.of(Profile.DATAPROC);
  }

  /** As the DAG asks: conf/dataproc/mimicknet_dag.py. */
  private static String query(String tag) throws IOException {
    String dag = Files.readString(ROOT.resolve("conf/dataproc/mimicknet_dag.py"));
    String asked =
        ("SELECT count(DISTINCT command) AS done FROM last_runs WHERE configuration['tag'] = '%s'"
                + " AND outcome = 'succeeded' AND command IN ('summarize') HAVING done = 1")
            .formatted(tag);
    assertThat(dag)
        .contains(
            "SELECT count(DISTINCT command) AS done FROM last_runs",
            " WHERE configuration['tag'] = '{{ run_tag(dag_run) }}' AND outcome = 'succeeded'",
            " AND command IN ({names}) HAVING done = {len(commands)}");
    return asked;
  }

  private Cli.Run run(List<String> settings, String... command) throws Exception {
    List<String> line = new ArrayList<>(List.of(ROOT.resolve("mimicknet").toString()));
    line.addAll(settings);
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    QuickJvm.set(builder.environment());
    return Cli.run(builder, folder);
  }

  private static long tasks(Path events) throws IOException {
    long count = 0;
    try (Stream<Path> files = Files.walk(events)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          count += lines.filter(line -> line.contains("\"SparkListenerTaskEnd\"")).count();
        }
      }
    }
    return count;
  }
}
