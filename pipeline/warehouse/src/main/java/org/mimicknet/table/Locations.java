/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.UserException;

/** Where a warehouse may lie, and what its session needs. */
final class Locations {
  private static final String CATALOG = "spark.sql.catalog.spark_catalog";
  private static final String DELTA_CATALOG = "org.apache.spark.sql.delta.catalog.DeltaCatalog";
  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

  private Locations() {}

  /** The path with its scheme, absolute: a relative one is not a table to Delta. */
  static Path qualified(SparkSession spark, String path) {
    if (path.isBlank() || path.indexOf('`') >= 0) {
      throw new UserException(
          "Cannot use the warehouse path '" + path + "': it is blank or holds a backquote");
    }
    requireDelta(spark, EXTENSIONS, DELTA_EXTENSION);
    requireDelta(spark, CATALOG, DELTA_CATALOG);
    try {
      Path root = new Path(path);
      return root.getFileSystem(spark.sessionState().newHadoopConf()).makeQualified(root);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach the storage of the warehouse " + path, e);
    }
  }

  private static void requireDelta(SparkSession spark, String key, String value) {
    if (!spark.conf().get(key, "").contains(value)) {
      throw new UserException(
          "Cannot use a warehouse: the Spark session is not set up for Delta. Start it with --conf "
              + key
              + "="
              + value);
    }
  }
}
