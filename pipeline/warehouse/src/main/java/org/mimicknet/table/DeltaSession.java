/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.Internal;
import org.mimicknet.UserException;

/** What makes a Spark session read and write Delta tables: two settings, and Delta itself. */
@Internal
public final class DeltaSession {
  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";
  private static final String CATALOG = "spark.sql.catalog.spark_catalog";
  private static final String DELTA_CATALOG = "org.apache.spark.sql.delta.catalog.DeltaCatalog";

  private DeltaSession() {}

  /**
   * Sets up {@code conf} for Delta: other extensions stay, and so does a catalog of the user.
   *
   * @throws UserException if Delta for this Spark is not on the class path
   */
  public static SparkConf configured(SparkConf conf) {
    DeltaOnClassPath.require();
    String extensions =
        Stream.concat(
                Arrays.stream(conf.get(EXTENSIONS, "").split(",")).filter(name -> !name.isBlank()),
                Stream.of(DELTA_EXTENSION))
            .distinct()
            .collect(Collectors.joining(","));
    return conf.set(EXTENSIONS, extensions).setIfMissing(CATALOG, DELTA_CATALOG);
  }

  /**
   * Refuses a session that cannot use a warehouse.
   *
   * @throws UserException if a setting is missing, or Delta for this Spark; the message says which
   */
  static void require(SparkSession spark) {
    DeltaOnClassPath.require();
    require(spark, EXTENSIONS, DELTA_EXTENSION);
    require(spark, CATALOG, DELTA_CATALOG);
  }

  private static void require(SparkSession spark, String key, String value) {
    if (!spark.conf().get(key, "").contains(value)) {
      throw new UserException(
          "Cannot use a warehouse: the Spark session is not set up for Delta. Start it with --conf "
              + key
              + "="
              + value);
    }
  }
}
