/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What the build makes of one line of conf/runtimes.csv, and where.
 *
 * @param root the tree
 * @param build the name of the line, such as {@code spark4_2.13}
 */
public record BuiltLine(Path root, String build) {
  /** The line whose folders lie directly in target. */
  public static final String DEFAULT = "spark3_2.12";

  private static final int JOB_JAR = 5;
  private static final int PROFILE = 6;

  /** What a job jar is made of. */
  private static final List<String> SOURCES =
      List.of(
          "pom.xml",
          "notebooks",
          "udfs/pom.xml",
          "udfs/src/main",
          "pipeline/formats/pom.xml",
          "pipeline/formats/src/main",
          "pipeline/warehouse/pom.xml",
          "pipeline/warehouse/src/main",
          "pipeline/training/pom.xml",
          "pipeline/training/src/main",
          "jobs/pom.xml",
          "jobs/src/main",
          "jobs/spark/pom.xml");

  /** What is tested: failsafe says it, and the launcher hears it too. */
  private static final String TESTED = System.getenv().getOrDefault("MIMICKNET_BUILD", DEFAULT);

  /** All lines of this tree, the default first. */
  public static List<BuiltLine> all() throws IOException {
    Path root = tested().root();
    return localRows(root).map(cells -> new BuiltLine(root, build(cells))).toList();
  }

  /** The line that is tested, in this tree. */
  public static BuiltLine tested() {
    return in(Path.of(System.getProperty("mimicknet.root")).toAbsolutePath());
  }

  /** The line that is tested, in another tree. */
  static BuiltLine in(Path root) {
    return new BuiltLine(root, TESTED);
  }

  /**
   * This line, for a test of the default line that runs the jars of others, too. Where one is not
   * built, or the sources are newer, the test is skipped, in CI it fails: see {@link Missing}.
   */
  public BuiltLine required() throws IOException {
    Assumptions.assumeTrue(
        TESTED.equals(DEFAULT), "Skipped: the test of the default line runs the jars of all lines");
    String build = "mvn -P%s -pl jobs,jobs/spark -am -DskipTests package".formatted(profile());
    if (!Files.exists(jobJar()) || !Files.exists(sparkClassPath())) {
      Missing.skip("%s is not built. Build it with %s".formatted(jobJar(), build));
    }
    FileTime built = Files.getLastModifiedTime(jobJar());
    for (Path source : SOURCES.stream().map(root::resolve).toList()) {
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
            Missing.skip("%s is older than %s. Build it with %s".formatted(jobJar(), file, build));
          }
        }
      }
    }
    return this;
  }

  /** The profile of Maven that builds it. */
  private String profile() throws IOException {
    return localRows(root)
        .filter(cells -> build(cells).equals(build))
        .map(cells -> cells[PROFILE])
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String[]> localRows(Path root) throws IOException {
    return Files.readAllLines(root.resolve("conf/runtimes.csv")).stream()
        .filter(row -> row.startsWith("local-"))
        .map(row -> row.split(",", -1));
  }

  private static String build(String[] cells) {
    return cells[JOB_JAR].replaceFirst("^mimicknet-jobs-(.*)\\.jar$", "$1");
  }

  /** Where a module is built. */
  public Path folder(String module) {
    Path target = root.resolve(module).resolve("target");
    return build.equals(DEFAULT) ? target : target.resolve(build);
  }

  /** What spark-submit takes. */
  public Path jobJar() {
    return folder("jobs").resolve("mimicknet-jobs-" + build + ".jar");
  }

  /** The local Spark, and what the launcher keeps beside it. */
  Path spark() {
    return folder("jobs/spark");
  }

  /** The names of Spark's libraries in their order, relative to {@link #spark()}. */
  Path sparkClassPath() {
    return spark().resolve("spark.classpath");
  }

  /** The libraries of the local Spark in their order. */
  public List<Path> libraries() throws IOException {
    return Stream.of(Files.readString(sparkClassPath()).strip().split(":", -1))
        .map(spark()::resolve)
        .toList();
  }
}
