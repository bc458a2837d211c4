package org.mimicknet.action;

import java.util.Properties;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What the Spark UI and the progress display say of the jobs that an action starts. Closing it
 * restores what was said before.
 */
public final class JobDescription implements AutoCloseable {
  private static final String DESCRIPTION = "spark.job.description";
  private static final String OURS = "mimicknet.job";

  private final SparkContext context;
  private final String before;

  private JobDescription(SparkContext context, String text) {
    this.context = context;
    this.before = context.getLocalProperty(DESCRIPTION);
    context.setLocalProperty(OURS, text);
    context.setJobDescription(text);
  }

  /** Describes the jobs that this thread starts until the description is closed. */
  static JobDescription of(SparkSession spark, String text) {
    return new JobDescription(spark.sparkContext(), text);
  }

  /** Whether a job with these properties was started under a description. */
  public static boolean isOurs(Properties job) {
    return job.getProperty(OURS) != null;
  }

  /** What the job does, for a person. */
  public static String text(Properties job) {
    return job.getProperty(OURS);
  }

  @Override
  public void close() {
    context.setLocalProperty(OURS, null);
    context.setJobDescription(before);
  }
}
