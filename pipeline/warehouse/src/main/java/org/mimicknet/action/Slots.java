/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.config.SparkMemory;

/**
 * How many tasks run side by side, at the moment of the question: each batch asks anew.
 *
 * <p>Locally these are the threads of the master. On a cluster of a fixed size they are the cores
 * of the executors that have come, by the cores that a task takes; those that were ordered ({@code
 * spark.executor.instances}) and have not come yet are expected. With dynamic allocation (the
 * default of Dataproc and EMR) Spark orders executors only for tasks that wait: so as many slots
 * are expected as its maximum admits, but no more than four times those of now, or 64, or those
 * that it begins with. A batch that is cut for these makes the cluster grow, and the next batch is
 * cut for the larger one.
 *
 * @param now slots of the executors that are there
 * @param expected slots that there should be work for, at least those of now
 */
record Slots(int now, int expected) {
  private static final int GROWTH = 4;
  private static final int FIRST_GROWTH = 64;
  private static final String DYNAMIC = "spark.dynamicAllocation.";

  static Slots of(SparkSession spark) {
    SparkContext context = spark.sparkContext();
    int driver = 1;
    return of(
        context.getConf(),
        context.statusTracker().getExecutorInfos().length - driver,
        context.defaultParallelism());
  }

  /**
   * @param executors that there are, without the driver
   * @param parallelism Spark's own count of their cores, unless the user sets another
   */
  static Slots of(SparkConf conf, int executors, int parallelism) {
    int taskCores = Math.max(1, conf.getInt("spark.task.cpus", 1));
    int perExecutor = SparkMemory.slots(conf, executors, parallelism);
    int ordered = conf.getInt("spark.executor.instances", 0);
    String master = conf.get("spark.master", "local");
    boolean isLocal = master.equals("local") || master.startsWith("local[");
    if (isLocal || !conf.getBoolean(DYNAMIC + "enabled", false)) {
      int now = Math.max(1, parallelism / taskCores);
      return new Slots(now, isLocal ? now : Math.max(now, times(ordered, perExecutor)));
    }
    int now = times(Math.max(1, executors), perExecutor);
    int first =
        Math.max(
            ordered,
            conf.getInt(DYNAMIC + "initialExecutors", conf.getInt(DYNAMIC + "minExecutors", 0)));
    int growth = Math.max(times(now, GROWTH), Math.max(FIRST_GROWTH, times(first, perExecutor)));
    int most = times(conf.getInt(DYNAMIC + "maxExecutors", Integer.MAX_VALUE), perExecutor);
    return new Slots(now, Math.max(now, Math.min(most, growth)));
  }

  private static int times(int a, int b) {
    return (int) Math.min(Integer.MAX_VALUE, (long) a * b);
  }
}
