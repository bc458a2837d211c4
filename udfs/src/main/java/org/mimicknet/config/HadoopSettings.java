/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.Internal;
import org.mimicknet.spark.ScalaCollections;

/** Hadoop's settings, with which paths are opened. */
@Internal
public final class HadoopSettings {
  private HadoopSettings() {}

  /** A copy of those of a session: its context's and, over them, all that the session sets. */
  public static Configuration of(SparkSession spark) {
    Configuration settings = new Configuration(spark.sparkContext().hadoopConfiguration());
    ScalaCollections.asJava(spark.conf().getAll()).forEach(settings::set);
    return settings;
  }

  /**
   * Those that a session of this process will have, for the driver before it starts one: the
   * cluster's and the {@code spark.hadoop.*} that Spark was started with.
   */
  public static Configuration beforeSession() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }

  /**
   * Those of this process, for a task, which has no session. Spark has no public method that gives
   * an executor its {@code spark.hadoop.*} settings together with the cluster's.
   */
  public static Configuration ofProcess() {
    return SparkHadoopUtil.get().conf();
  }
}
