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

  /** Put there by the pom of this module. */
  private static final Path DELTA = TESTED.root().resolve("tests/target/pyspark/jars");

  /**
   * A PySpark of PyPI. The test is aborted, with the reason, where it, the Java or the job jar is
   * not here.
   */
  static Distribution pySpark(String version, String build, int java) throws IOException {
    BuiltLine line = built(build);
    Path javaHome = javaHome(java);
    return new Distribution(line, PySpark.version(version).home(), javaHome, delta(version, build));
  }

  /** The libraries of a line's local Spark behind the scripts of a PySpark: PyPI has no such. */
  static Distribution composed(String scripts, String build, int java) throws IOException {
    BuiltLine line = built(build);
    Path javaHome = javaHome(java);
    Path bin = PySpark.version(scripts).home().resolve("bin");
    Path home = Files.createDirectories(TESTED.folder("tests").resolve("composed/" + build));
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
    Files.createSymbolicLink(home.resolve("bin"), bin);
    return new Distribution(line, home, javaHome, List.of());
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
      // A short run spends most of its time in the optimising compiler otherwise.
      environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    }
    return builder;
  }

  private static BuiltLine built(String build) throws IOException {
    return new BuiltLine(TESTED.root(), build).required();
  }

  /** Every minor version of Spark 4 has a Delta of its own; the build copies them. */
  private static List<Path> delta(String version, String build) throws IOException {
    if (!build.startsWith("spark4")) {
      return List.of();
    }
    String minor = version.substring(0, version.lastIndexOf('.'));
    try (Stream<Path> jars = Files.list(DELTA)) {
      List<Path> found =
          jars.filter(
                  jar ->
                      jar.getFileName()
                          .toString()
                          .matches("delta-(spark_" + minor + "_|storage-).*"))
              .sorted()
              .toList();
      if (found.size() != 2) {
        throw new AssertionError(
            "Delta for Spark %s is not one of the jars of tests/pom.xml: %s"
                .formatted(minor, found));
      }
      return found;
    }
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
