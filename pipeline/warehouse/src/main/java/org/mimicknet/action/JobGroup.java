/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.Internal;

/**
 * The jobs of an action as a person meets them: a group that can be cancelled together, by {@code
 * sparkContext.cancelJobGroup(id)}, and beside each job a text in the Spark UI and in the progress
 * display. What the thread had set before is set again afterwards.
 */
@Internal
public final class JobGroup {
  private static final String ID = "spark.jobGroup.id";
  private static final String DESCRIPTION = "spark.job.description";
  private static final String INTERRUPT = "spark.job.interruptOnCancel";
  private static final String ACTION = "mimicknet.action";

  private JobGroup() {}

  /**
   * Does the work with its jobs in a group. Cancelling the group interrupts their tasks and fails
   * the work.
   *
   * @param id names the group: the id of the run
   * @param description what the jobs are for, until {@link #describe} tells it closer
   */
  public static <T> T run(SparkSession spark, String id, String description, Supplier<T> work) {
    SparkContext context = spark.sparkContext();
    return restoring(
        context,
        () -> {
          context.setJobGroup(id, description, true);
          context.setLocalProperty(ACTION, description);
          return work.get();
        });
  }

  /** Does the work with its jobs described, in the group that they are in anyway. */
  public static <T> T describe(SparkSession spark, String description, Supplier<T> work) {
    SparkContext context = spark.sparkContext();
    return restoring(
        context,
        () -> {
          context.setJobDescription(description);
          context.setLocalProperty(ACTION, description);
          return work.get();
        });
  }

  /** The description of a job; empty for a job that no action started. */
  public static String description(Properties job) {
    return job == null ? "" : job.getProperty(ACTION, "");
  }

  private static <T> T restoring(SparkContext context, Supplier<T> work) {
    Map<String, String> before = new LinkedHashMap<>();
    for (String key : List.of(ID, DESCRIPTION, INTERRUPT, ACTION)) {
      before.put(key, context.getLocalProperty(key));
    }
    try {
      return work.get();
    } finally {
      before.forEach(context::setLocalProperty);
    }
  }
}
