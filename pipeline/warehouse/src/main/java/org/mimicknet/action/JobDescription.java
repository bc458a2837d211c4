/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.Properties;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** What a person reads in the Spark UI and in the progress display beside the jobs of an action. */
public final class JobDescription {
  private static final String DESCRIPTION = "spark.job.description";
  private static final String ACTION = "mimicknet.action";

  private JobDescription() {}

  /** Does the work with its jobs described. */
  public static <T> T during(SparkSession spark, String text, Supplier<T> work) {
    SparkContext context = spark.sparkContext();
    String previous = context.getLocalProperty(DESCRIPTION);
    context.setJobDescription(text);
    context.setLocalProperty(ACTION, text);
    try {
      return work.get();
    } finally {
      context.setLocalProperty(DESCRIPTION, previous);
      context.setLocalProperty(ACTION, null);
    }
  }

  /** The description of a job; empty for a job that no action started. */
  public static String of(Properties job) {
    return job == null ? "" : job.getProperty(ACTION, "");
  }
}
