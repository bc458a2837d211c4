/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build makes of one line of conf/runtimes.csv, and where.
 *
 * @param root the tree
 * @param build the name of the line, such as {@code spark4_2.13}
 */
public record BuiltLine(Path root, String build) {
  /** The line whose folders lie directly in target. */
  public static final String DEFAULT = "spark3_2.12";

  /** What is tested: failsafe says it, and the launcher hears it too. */
  private static final String TESTED = System.getenv().getOrDefault("MIMICKNET_BUILD", DEFAULT);

  /** The line that is tested, in this tree. */
  public static BuiltLine tested() {
    return in(Path.of(System.getProperty("mimicknet.root")).toAbsolutePath());
  }

  /** The line that is tested, in another tree. */
  static BuiltLine in(Path root) {
    return new BuiltLine(root, TESTED);
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
