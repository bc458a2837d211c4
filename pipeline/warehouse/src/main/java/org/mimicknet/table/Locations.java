/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.FileNotFoundException;
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
    return files(spark, path).makeQualified(new Path(path));
  }

  /** Refuses a path that is a file, for a message that says so. */
  static void requireNoFile(SparkSession spark, String path) {
    try {
      if (files(spark, path).getFileStatus(new Path(path)).isFile()) {
        throw new UserException(cannot(path) + ": it is a file; give a folder");
      }
    } catch (FileNotFoundException notThereYet) {
      // It may become a warehouse.
    } catch (IOException e) {
      throw unreachable(path, e);
    }
  }

  private static FileSystem files(SparkSession spark, String path) {
    try {
      return Storages.open(cannot(path), new Path(path), HadoopSettings.of(spark));
    } catch (IOException e) {
      throw unreachable(path, e);
    }
  }

  private static RuntimeException unreachable(String path, IOException cause) {
    return Storages.mendable(cannot(path), cause)
        .<RuntimeException>map(mendable -> mendable)
        .orElseGet(
            () ->
                new UncheckedIOException(
                    "Cannot reach the storage of the warehouse " + path, cause));
  }

  private static String cannot(String path) {
    return "Cannot use the warehouse path " + path;
  }
}
