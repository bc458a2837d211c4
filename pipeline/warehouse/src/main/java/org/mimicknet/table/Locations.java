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
import org.mimicknet.config.HadoopSettings;

/** Where a warehouse may lie. */
final class Locations {
  private Locations() {}

  /** The path with its scheme, absolute: a relative one is not a table to Delta. */
  static Path qualified(SparkSession spark, String path) {
    if (path.isBlank() || path.indexOf('`') >= 0) {
      throw new UserException(
          "Cannot use the warehouse path '" + path + "': it is blank or holds a backquote");
    }
    DeltaSession.require(spark);
    try {
      Path root = new Path(path);
      return root.getFileSystem(HadoopSettings.of(spark)).makeQualified(root);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach the storage of the warehouse " + path, e);
    }
  }
}
