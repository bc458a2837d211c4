/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;

/** A local session for all tests that need Spark; one per JVM, since it starts slowly. */
public abstract class SparkTest {
  protected static SparkSession spark;

  @BeforeAll
  protected static void startSpark() {
    spark = session("local[2]").getOrCreate();
  }

  /** The settings of a session for tests. */
  protected static SparkSession.Builder session(String master) {
    return SparkSession.builder()
        .config(DeltaSession.configured(new SparkConf()))
        .master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        // Compiling and re-planning a query costs more than running it on a few rows.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.ui.explainMode", "simple")
        .config("spark.databricks.delta.snapshotPartitions", "1");
  }

  /** Does the work while the session has the setting. */
  protected static void withSetting(String key, String value, Runnable work) {
    spark.conf().set(key, value);
    try {
      work.run();
    } finally {
      spark.conf().unset(key);
    }
  }

  /** Does the work; the listener has heard all of it when this returns. */
  protected static void listening(SparkListener listener, Runnable work) throws Exception {
    spark.sparkContext().addSparkListener(listener);
    try {
      work.run();
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
  }

  /** Does the work and gives the descriptions of its jobs. */
  protected static List<String> jobsOf(Runnable work) throws Exception {
    Queue<String> descriptions = new ConcurrentLinkedQueue<>();
    listening(
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            descriptions.add(String.valueOf(job.properties().getProperty("spark.job.description")));
          }
        },
        work);
    return List.copyOf(descriptions);
  }

  protected static List<Row> sql(String query) {
    return spark.sql(query).collectAsList();
  }
}
