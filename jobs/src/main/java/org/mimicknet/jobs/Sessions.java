/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.UserException;

/** The one place that makes a Spark session. It never sets a master. */
final class Sessions {
  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";
  private static final String CATALOG = "spark.sql.catalog.spark_catalog";
  private static final String DELTA_CATALOG = "org.apache.spark.sql.delta.catalog.DeltaCatalog";

  private Sessions() {}

  /**
   * A session for one command, with Delta Lake and whatever the user configured.
   *
   * @throws UserException if nothing names a master
   */
  static SparkSession open(String command) {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      throw new UserException(
          "Cannot start Spark: no master is set. Start the program by ./mimicknet on one machine or"
              + " by spark-submit --class org.mimicknet.jobs.Main on a cluster");
    }
    String extensions =
        Stream.concat(
                Arrays.stream(conf.get(EXTENSIONS, "").split(",")).filter(name -> !name.isBlank()),
                Stream.of(DELTA_EXTENSION))
            .distinct()
            .collect(Collectors.joining(","));
    conf.set(EXTENSIONS, extensions).setIfMissing(CATALOG, DELTA_CATALOG);
    // Parquet keeps the first zstd codec of a JVM: one made for reading must have the level, too.
    conf.setIfMissing("spark.hadoop.parquet.compression.codec.zstd.level", "1");
    return SparkSession.builder().config(conf).appName("mimicknet " + command).getOrCreate();
  }
}
