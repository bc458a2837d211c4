/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.UserException;
import org.mimicknet.table.DeltaSession;

/** The one place that makes a Spark session. It never sets a master. */
final class Sessions {
  /**
   * Settings of the connector for gs:// that save requests and change no result. By its defaults a
   * look at a file asks for the file and for a folder of that name at once, a file that is made is
   * preceded by looks at its folders, and what a listing has just told is asked for again. Whether
   * a commit is the first of its version is decided by the storage, whatever is remembered here.
   */
  private static final Map<String, String> FEWER_REQUESTS =
      Map.of(
          "fs.gs.status.parallel.enable", "false",
          "fs.gs.create.items.conflict.check.enable", "false",
          "fs.gs.implicit.dir.repair.enable", "false",
          "fs.gs.performance.cache.enable", "true");

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
    FEWER_REQUESTS.forEach((key, value) -> conf.setIfMissing("spark.hadoop." + key, value));
    return SparkSession.builder().config(conf).appName("mimicknet " + command).getOrCreate();
  }
}
