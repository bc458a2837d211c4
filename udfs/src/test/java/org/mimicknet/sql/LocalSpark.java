/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import org.apache.spark.sql.SparkSession;

/** One small session for the tests of this module; nothing registers the functions in it. */
public final class LocalSpark {
  public static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2]")
          .appName("udfs tests")
          .config("spark.ui.enabled", false)
          .config("spark.sql.shuffle.partitions", 2)
          .getOrCreate();

  private LocalSpark() {}
}
