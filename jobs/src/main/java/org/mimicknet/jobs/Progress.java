/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.action.JobGroup;
import org.mimicknet.spark.ScalaCollections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far a long job is: a bar on a terminal, a log line every half minute elsewhere. It
 * counts the tasks of the jobs that the program's actions describe, not those of Delta's own
 * upkeep.
 */
final class Progress extends SparkListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  /** Set by the launcher where standard error is a terminal. */
  private static final String TERMINAL = "mimicknet.terminal";

  private static final Duration LOG_INTERVAL = Duration.ofSeconds(30);

  private final SparkSession spark;
  private final boolean terminal = Boolean.getBoolean(TERMINAL);
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private int jobId = -1;
  private String description = "";
  private long tasks;
  private long done;
  private long rows;
  private Instant lastLine = Instant.EPOCH;
  private ProgressBar bar;

  Progress(SparkSession spark) {
    this.spark = spark;
  }

  /** Listens to the jobs of the session until it is closed. */
  void start() {
    spark.sparkContext().addSparkListener(this);
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    String action = JobGroup.description(job.properties());
    if (action.isEmpty()) {
      return;
    }
    finish();
    jobId = job.jobId();
    description = action;
    tasks = 0;
    done = 0;
    rows = 0;
    lastLine = Instant.now();
    ScalaCollections.asJava(job.stageInfos())
        .forEach(
            stage -> {
              stages.add(stage.stageId());
              tasks += stage.numTasks();
            });
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(description)
              .setInitialMax(tasks)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(500)
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (!stages.contains(task.stageId()) || !task.taskInfo().successful()) {
      return;
    }
    done++;
    if (task.taskMetrics() != null) {
      rows += task.taskMetrics().outputMetrics().recordsWritten();
    }
    if (bar != null) {
      bar.step();
      bar.setExtraMessage(rows + " rows");
    } else if (Duration.between(lastLine, Instant.now()).compareTo(LOG_INTERVAL) > 0) {
      lastLine = Instant.now();
      LOG.info("{}: {} of {} tasks, {} rows written", description, done, tasks, rows);
    }
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd job) {
    if (job.jobId() == jobId) {
      finish();
    }
  }

  private void finish() {
    stages.clear();
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public synchronized void close() {
    spark.sparkContext().removeSparkListener(this);
    finish();
  }
}
