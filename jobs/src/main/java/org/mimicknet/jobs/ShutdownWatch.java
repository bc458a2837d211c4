/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;

/**
 * Lets a run say how it ended when the JVM is asked to end (Ctrl-C, SIGTERM): before Spark stops
 * its context, the jobs are cancelled, which fails the run, and the run has some time to record it.
 */
final class ShutdownWatch implements AutoCloseable {
  /** Spark's own hook has {@code SHUTDOWN_HOOK_PRIORITY + 30}; the higher comes first. */
  private static final int BEFORE_SPARK = FileSystem.SHUTDOWN_HOOK_PRIORITY + 100;

  private static final long LIMIT_SECONDS = 20;
  private static final long BETWEEN_CANCELS_MS = 200;

  private final SparkContext context;
  private final Runnable hook = this::endRun;
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean spareJobs;

  ShutdownWatch(SparkContext context) {
    this.context = context;
    ShutdownHookManager.get()
        .addShutdownHook(hook, BEFORE_SPARK, LIMIT_SECONDS + 5, TimeUnit.SECONDS);
  }

  /** Jobs from now on are those that record the end: a shutdown waits for them. */
  synchronized void spareJobs() {
    spareJobs = true;
  }

  /** The run has ended and said so. */
  @Override
  public void close() {
    ended.countDown();
    ShutdownHookManager manager = ShutdownHookManager.get();
    if (!manager.isShutdownInProgress()) {
      manager.removeShutdownHook(hook);
    }
  }

  /** Again and again, since a run starts jobs one after the other. */
  private void endRun() {
    try {
      for (long left = TimeUnit.SECONDS.toMillis(LIMIT_SECONDS);
          left > 0;
          left -= BETWEEN_CANCELS_MS) {
        cancelJobs();
        if (ended.await(BETWEEN_CANCELS_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All jobs, for those of trainings are in groups of their own. */
  private synchronized void cancelJobs() {
    if (!spareJobs) {
      context.cancelAllJobs();
    }
  }
}
