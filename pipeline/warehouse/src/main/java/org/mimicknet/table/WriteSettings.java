/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * How Parquet files are written, and read for it. A frame is one value of megabytes, so that
 * Parquet's defaults, which look at sizes every 100 rows, would hold hundreds of megabytes in a
 * task.
 *
 * <p>{@code tests/storage} measures them: zstd level 1 writes twice as fast as level 3 and makes
 * files 6 % larger; sizes of row groups and pages change neither, and bound the memory.
 */
final class WriteSettings {
  private static final Map<String, String> SETTINGS = settings();

  private WriteSettings() {}

  static SessionSettings of(SparkSession spark) {
    return new SessionSettings(spark, SETTINGS);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.sql.parquet.compression.codec", "zstd");
    settings.put("parquet.compression.codec.zstd.level", "1");
    settings.put("parquet.block.size", String.valueOf(32 << 20));
    settings.put("parquet.page.size", String.valueOf(1 << 20));
    settings.put("parquet.block.size.row.check.min", "1");
    settings.put("parquet.page.size.row.check.min", "1");
    for (String pixels : List.of("das", "clinical", "output")) {
      settings.put("parquet.enable.dictionary#" + pixels, "false");
    }
    // Spark's column batches hold a whole row group of pixels and copy it while they grow.
    settings.put("spark.sql.parquet.enableVectorizedReader", "false");
    // A choice of columns that the scan makes anyway stays below a semi join: above, it would be a
    // projection, which copies the pixels twice.
    settings.put(
        "spark.sql.optimizer.excludedRules",
        "org.apache.spark.sql.catalyst.optimizer.PushDownLeftSemiAntiJoin");
    // Several files open at once instead of a sort of all pixels by site before the write.
    settings.put("spark.sql.maxConcurrentOutputFileWriters", "4");
    return settings;
  }
}
