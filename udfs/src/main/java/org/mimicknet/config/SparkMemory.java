/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.mimicknet.Internal;
import org.mimicknet.TaskMemory;

/**
 * The memory of a task by Spark's settings. As many tasks run at once in a JVM as {@code
 * spark.executor.cores} (in local mode {@code local[N]}) holds {@code spark.task.cpus}. Where the
 * cores are not set, a cluster manager decides: one on YARN and Kubernetes, else all of a machine:
 * in a task its processors, on the driver what Spark counts.
 */
@Internal
public final class SparkMemory {
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[([0-9]+|\\*)(?:,.*)?])?");
  private static final Pattern ONE_CORE = Pattern.compile("yarn|k8s:.*");

  private SparkMemory() {}

  /** That of a task in this JVM, which Spark started. */
  public static TaskMemory ofTask() {
    return TaskMemory.of(
        Runtime.getRuntime().maxMemory(), slots(SparkEnv.get().conf(), processors()));
  }

  /** What a driver can tell of the tasks of its executors. */
  public static TaskMemory ofExecutors(SparkContext context) {
    int driver = 1;
    int executors = context.statusTracker().getExecutorInfos().length - driver;
    return ofExecutors(
        context.getConf(),
        executors > 0 ? coresEach(executors, context.defaultParallelism()) : processors());
  }

  /**
   * @param cores of an executor, where no setting says it
   */
  static TaskMemory ofExecutors(SparkConf conf, int cores) {
    boolean isLocal = LOCAL.matcher(conf.get("spark.master", "")).matches();
    return TaskMemory.of(
        isLocal
            ? Runtime.getRuntime().maxMemory()
            : conf.getSizeAsMb("spark.executor.memory", "1g") << 20,
        slots(conf, cores));
  }

  /**
   * Tasks that run at once in an executor.
   *
   * @param executors that there are
   * @param parallelism Spark's own count of their cores
   */
  public static int slots(SparkConf conf, int executors, int parallelism) {
    return slots(conf, coresEach(executors, parallelism));
  }

  private static int coresEach(int executors, int parallelism) {
    return parallelism / Math.max(1, executors);
  }

  static int slots(SparkConf conf, int processors) {
    return Math.max(1, cores(conf, processors) / Math.max(1, conf.getInt("spark.task.cpus", 1)));
  }

  private static int cores(SparkConf conf, int processors) {
    String master = conf.get("spark.master", "");
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      String threads = local.group(1) == null ? "1" : local.group(1);
      return threads.equals("*") ? processors : Integer.parseInt(threads);
    }
    return conf.getInt("spark.executor.cores", ONE_CORE.matcher(master).matches() ? 1 : processors);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
