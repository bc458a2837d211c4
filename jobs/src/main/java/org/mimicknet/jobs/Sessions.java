/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.UserException;
import org.mimicknet.table.DeltaSession;

/** The one place that makes a Spark session. It never sets a master. */
final class Sessions {
  private Sessions() {}

  /**
   * A session for one command, with Delta Lake and whatever the user configured.
   *
   * @throws UserException if nothing names a master
   */
  static SparkSession open(String command) {
    SparkConf conf = DeltaSession.configured(new SparkConf());
    if (!conf.contains("spark.master")) {
      throw new UserException(
          "Cannot start Spark: no master is set. Start the program by ./mimicknet on one machine or"
              + " by spark-submit --class org.mimicknet.jobs.Main on a cluster");
    }
    // Parquet keeps the first zstd codec of a JVM: one made for reading must have the level, too.
    conf.setIfMissing("spark.hadoop.parquet.compression.codec.zstd.level", "1");
    return SparkSession.builder().config(conf).appName("mimicknet " + command).getOrCreate();
  }
}
