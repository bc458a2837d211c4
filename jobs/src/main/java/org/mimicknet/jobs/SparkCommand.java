/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that needs Spark: options are checked first, then the session opens and closes here.
 */
abstract class SparkCommand implements Callable<Integer>, Verbose {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  /** Checks the options; runs before Spark starts. */
  void validate() {}

  /** Checks what needs a session; runs before anything is read or written. */
  void validate(SparkSession spark) {}

  /** Does the work and prints its result. */
  abstract ExitCode run(SparkSession spark, PrintWriter out);

  /** Of its session: that of Spark 4 declares an exception, and each Spark has its own. */
  private interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  @SuppressWarnings("try") // stop is only closed
  public final Integer call() {
    validate();
    SparkSession spark = Sessions.open(spec.name());
    try (Closing stop = spark::stop;
        Progress progress = new Progress(spark)) {
      progress.start();
      validate(spark);
      PrintWriter out = spec.commandLine().getOut();
      ExitCode code = run(spark, out);
      out.flush();
      return code.code();
    }
  }

  /** The file of {@code --config}, if there is one. */
  final Optional<StoredFile> configFile() {
    return common.config();
  }

  @Override
  public final boolean verbose() {
    return common.verbose();
  }
}
