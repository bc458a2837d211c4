/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mimicknet.inference.vector.OtherJava;
import org.mimicknet.tests.python.PySpark;

/**
 * A whole Spark that one of the job jars is submitted to.
 *
 * @param line the job jar for it
 * @param home its SPARK_HOME, with {@code bin} and {@code jars}
 * @param java the JAVA_HOME that it runs on
 * @param delta what {@code --jars} brings: Delta Lake, where the job jar has none
 */
record Distribution(BuiltLine line, Path home, Path java, List<Path> delta) {
  /** What measures and the vector engine want the optimising compiler. */
  private static final boolean QUICK =
      !System.getProperty("mimicknet.distributions", "").equals("all");

  private static final BuiltLine TESTED = BuiltLine.tested();

  /**
   * The one for a job jar: a PySpark of PyPI, or for Spark 3.5 on Scala 2.13, which PyPI has not,
   * the libraries of that line's local Spark behind the scripts of a PySpark. The test is aborted,
   * with the reason, where it, the Java or the job jar is not here.
   */
  static Distribution of(String version, String build, int java) throws IOException {
    BuiltLine line = new BuiltLine(TESTED.root(), build).required();
    Path javaHome = javaHome(java);
    PySpark pyspark = PySpark.version(version);
    return build.equals("spark3_2.13")
        ? new Distribution(line, composed(pyspark, line), javaHome, List.of())
        : new Distribution(line, pyspark.home(), javaHome, pyspark.delta());
  }

  private static Path composed(PySpark scripts, BuiltLine line) throws IOException {
    Path home = Files.createDirectories(TESTED.folder("tests").resolve("composed/" + line.build()));
    Path jars = Files.createDirectories(home.resolve("jars"));
    try (Stream<Path> old = Files.list(jars)) {
      for (Path link : old.toList()) {
        Files.delete(link);
      }
    }
    for (Path library : line.libraries()) {
      Files.createSymbolicLink(jars.resolve(library.getFileName()), library);
    }
    Files.deleteIfExists(home.resolve("bin"));
    Files.createSymbolicLink(home.resolve("bin"), scripts.home().resolve("bin"));
    return home;
  }

  /** The jars of Spark, and Delta where it comes by {@code --jars}. */
  List<Path> libraries() throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
      return Stream.concat(jars.filter(jar -> jar.toString().endsWith(".jar")), delta.stream())
          .sorted()
          .toList();
    }
  }

  /** The job jar, submitted as the documents say, with a command of the program. */
  ProcessBuilder submit(String master, List<String> settings, String... command) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(home.resolve("bin/spark-submit").toString(), "--master", master));
    line.addAll(List.of("--properties-file", TESTED.root().resolve("conf/local.conf").toString()));
    line.addAll(settings);
    if (!delta.isEmpty()) {
      line.add("--jars");
      line.add(delta.stream().map(Path::toString).collect(Collectors.joining(",")));
    }
    line.addAll(List.of("--class", "org.mimicknet.jobs.Main", this.line.jobJar().toString()));
    line.addAll(List.of(command));
    return process(line);
  }

  /** A class of Spark's, started as its scripts start it; the process is the JVM itself. */
  ProcessBuilder sparkClass(String... command) {
    List<String> line = new ArrayList<>(List.of(home.resolve("bin/spark-class").toString()));
    line.addAll(List.of(command));
    return process(line);
  }

  private ProcessBuilder process(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line);
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", home.toString());
    environment.put("JAVA_HOME", java.toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_DAEMON_MEMORY", "256m");
    if (QUICK) {
      QuickJvm.set(environment);
    }
    return builder;
  }

  private static Path javaHome(int version) {
    if (Runtime.version().feature() == version) {
      return Path.of(System.getProperty("java.home"));
    }
    return OtherJava.home(version)
        .orElseGet(
            () ->
                abort(
                    "Skipped: no Java %s is here. JAVA_HOME_%s names one"
                        .formatted(version, version)));
  }
}
