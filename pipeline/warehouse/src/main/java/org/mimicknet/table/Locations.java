/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.UserException;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.Storages;

/** Where a warehouse may lie. */
final class Locations {
  private Locations() {}

  /** The path with its scheme, absolute: a relative one is not a table to Delta. */
  static Path qualified(SparkSession spark, String path) {
    if (path.isBlank()) {
      throw new UserException("Cannot use the warehouse path '" + path + "': it is blank");
    }
    DeltaSession.require(spark);
    String cannot = "Cannot use the warehouse path " + path;
    try {
      Path root = new Path(path);
      FileSystem files = Storages.open(cannot, root, HadoopSettings.of(spark));
      if (files.exists(root) && files.getFileStatus(root).isFile()) {
        throw new UserException(cannot + ": it is a file; give a folder");
      }
      return files.makeQualified(root);
    } catch (IOException e) {
      throw Storages.mendable(cannot, e)
          .<RuntimeException>map(mendable -> mendable)
          .orElseGet(
              () ->
                  new UncheckedIOException("Cannot reach the storage of the warehouse " + path, e));
    }
  }
}
