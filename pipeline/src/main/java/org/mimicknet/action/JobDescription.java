package org.mimicknet.action;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** What a person reads in the Spark UI beside the jobs of an action. */
final class JobDescription {
  private static final String KEY = "spark.job.description";

  private JobDescription() {}

  /** Does the work with its jobs described. */
  static <T> T during(SparkSession spark, String description, Supplier<T> work) {
    SparkContext context = spark.sparkContext();
    String previous = context.getLocalProperty(KEY);
    context.setJobDescription(description);
    try {
      return work.get();
    } finally {
      context.setLocalProperty(KEY, previous);
    }
  }
}
