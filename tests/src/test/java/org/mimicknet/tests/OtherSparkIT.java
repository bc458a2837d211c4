/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The job jar of one line on the Spark of another: it says so, and which jar to take. */
class OtherSparkIT {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();
  private static final String MAIN = "org.mimicknet.jobs.Main";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "spark3_2.12, spark4_2.13, Spark 3.5 on Scala 2.12",
    "spark3_2.12, spark3_2.13, Spark 3.5 on Scala 2.12",
    "spark3_2.13, spark3_2.12, Spark 3.5 on Scala 2.13",
    "spark4_2.13, spark3_2.12, Spark 4 on Scala 2.13"
  })
  void theSentenceReachesWhoStartsIt(String build, String sparkOf, String isFor) throws Exception {
    Path jar = line(build).jobJar();
    List<Path> spark = line(sparkOf).libraries();
    String sentence =
        "mimicknet-jobs-%s.jar is for %s, and this is Spark %s on Scala %s: take mimicknet-jobs-%s.jar"
            .formatted(
                build,
                isFor,
                versionOf(spark, "spark-core_"),
                versionOf(spark, "scala-library-"),
                sparkOf);

    assertThat(submit(jar, spark, "summarize", "--warehouse", "w").endedWith(2).err())
        .contains(sentence)
        .doesNotContain("Exception");
    if (build.equals("spark4_2.13")) {
      assertThat(submit(jar, spark, "--help").succeeded().out()).contains("Exit codes:");
    }
    assertThat(session(jar, spark, "").endedWith(0).err())
        .contains("Failed to load session extension", "UserException: " + sentence);
    assertThat(session(jar, spark, "org.mimicknet.sql.MimickNetExtensions").endedWith(1).err())
        .contains("UserException: " + sentence);
  }

  /** The program as spark-submit starts it. */
  private Cli.Run submit(Path jar, List<Path> spark, String... command) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "local[1]"));
    arguments.addAll(List.of("--conf", "spark.ui.enabled=false", "--class", MAIN, jar.toString()));
    arguments.addAll(List.of(command));
    return java(spark, arguments);
  }

  /** A session of someone else's program, with the jar beside it. */
  private Cli.Run session(Path jar, List<Path> spark, String extensions) throws Exception {
    List<Path> classPath = new ArrayList<>(spark);
    classPath.add(jar);
    classPath.add(ROOT.resolve("tests/target/test-classes"));
    return java(classPath, List.of(OtherSession.class.getName(), extensions));
  }

  private Cli.Run java(List<Path> classPath, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + ROOT.resolve("conf/jvm.options"));
    command.addAll(QuickJvm.FLAGS);
    command.add("-Xmx1g");
    command.addAll(
        List.of("-cp", String.join(":", classPath.stream().map(Path::toString).toList())));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return Cli.run(builder, folder);
  }

  private static BuiltLine line(String build) throws IOException {
    return new BuiltLine(ROOT, build).required();
  }

  /** Of {@code spark-core_2.13-4.2.0.jar}: 4.2.0. */
  private static String versionOf(List<Path> jars, String artefact) {
    return jars.stream()
        .map(jar -> jar.getFileName().toString())
        .filter(name -> name.startsWith(artefact))
        .map(name -> name.substring(name.lastIndexOf('-') + 1, name.length() - ".jar".length()))
        .findFirst()
        .orElseThrow();
  }
}
