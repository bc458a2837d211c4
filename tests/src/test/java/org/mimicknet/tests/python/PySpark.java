/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PySpark of PyPI in a virtual environment of its own, which is a whole distribution of Spark:
 * see {@link VirtualEnvironment}.
 */
public final class PySpark {
  /** The newest of each line that the tests run. */
  public static final String SPARK_3_5 = "3.5.9";

  public static final String SPARK_4_0 = "4.0.5";
  public static final String SPARK_4_2 = "4.2.1";

  /**
   * What Spark Connect and pandas conversion take, and a check of types, in versions that each
   * PySpark here works with.
   */
  private static final List<String> BESIDE =
      List.of(
          "numpy==2.2.6",
          "pandas==2.3.3",
          "pyarrow==21.0.0",
          "grpcio==1.76.0",
          "grpcio-status==1.76.0",
          "googleapis-common-protos==1.72.0",
          "protobuf==6.33.5",
          "zstandard==0.25.0",
          "mypy==2.4.1");

  /** What the PySpark of PyPI is without; put there by the pom of this module. */
  private static final Path JARS =
      Path.of(System.getProperty("mimicknet.root"), "tests/target/pyspark/jars").toAbsolutePath();

  private final String version;
  private final VirtualEnvironment environment;

  private PySpark(String version, VirtualEnvironment environment) {
    this.version = version;
    this.environment = environment;
  }

  /** The PySpark of that version, for example {@code 4.2.1}. */
  public static PySpark version(String version) {
    return new PySpark(
        version,
        VirtualEnvironment.of(
            "pyspark-" + version,
            Stream.concat(BESIDE.stream(), Stream.of("pyspark==" + version)).toList()));
  }

  /** The Python of the environment. */
  public Path python() {
    return environment.python();
  }

  /** The folder of Spark, with {@code bin/spark-submit} and {@code jars/}: its SPARK_HOME. */
  public Path home() throws IOException {
    return environment.installed("pyspark");
  }

  /**
   * Delta Lake, which every minor version of Spark 4 needs another of; that of 3.5 is in the jar.
   */
  public List<Path> delta() throws IOException {
    if (version.equals(SPARK_3_5)) {
      return List.of();
    }
    String minor = version.substring(0, version.lastIndexOf('.'));
    return List.of(jar("delta-spark_" + minor + "_"), jar("delta-storage-"));
  }

  /** The one jar of a name that begins so. */
  static Path jar(String name) throws IOException {
    try (Stream<Path> jars = Files.list(JARS)) {
      List<Path> found =
          jars.filter(jar -> jar.getFileName().toString().startsWith(name)).sorted().toList();
      if (found.size() != 1) {
        throw new AssertionError(
            "One jar %s* is to be in %s, put there by tests/pom.xml: %s"
                .formatted(name, JARS, found));
      }
      return found.get(0);
    }
  }
}
