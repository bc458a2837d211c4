/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Notes each task that Spark starts a second time because the first is slow. */
public final class SpeculationNotes extends SparkListener {
  private final Path log;
  private final String attempt;

  /** As Spark makes it. */
  public SpeculationNotes(SparkConf conf) {
    log = Path.of(conf.get("spark.hadoop." + Faults.LOG));
    attempt = conf.get("spark.hadoop." + Faults.ATTEMPT);
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    if (task.taskInfo().speculative()) {
      try {
        Files.writeString(
            log,
            "%s SPECULATED TASK %s%n".formatted(attempt, task.taskInfo().taskId()),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
