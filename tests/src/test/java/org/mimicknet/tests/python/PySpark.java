/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.python;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PySpark of PyPI in a virtual environment of its own, which is a whole distribution of Spark:
 * see {@link VirtualEnvironment}.
 */
public final class PySpark {
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

  private final VirtualEnvironment environment;

  private PySpark(VirtualEnvironment environment) {
    this.environment = environment;
  }

  /** The PySpark of that version, for example {@code 4.2.1}. */
  public static PySpark version(String version) {
    return new PySpark(
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
}
