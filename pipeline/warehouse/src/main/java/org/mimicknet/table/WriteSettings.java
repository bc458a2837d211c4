/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.TaskMemory;
import org.mimicknet.config.SparkMemory;

/**
 * How Parquet files are written, and read for it. A frame is one value of megabytes, so that
 * Parquet's defaults, which look at sizes every 100 rows or after as many as those before let them
 * expect, would hold hundreds of megabytes in a task: here they look after every row.
 *
 * <p>{@code tests/storage} measures them: zstd level 1 writes twice as fast as level 3 and makes
 * files 6 % larger; sizes of row groups and pages change neither, and bound the memory.
 */
final class WriteSettings {
  private static final long ROW_GROUP_BYTES = 32 << 20;

  /**
   * A task writes several files at once; together their row groups take a quarter of what a frame
   * may.
   */
  private static final int OPEN_FILES = 4;

  private static final double QUARTER = 0.25;

  private WriteSettings() {}

  static SessionSettings of(SparkSession spark) {
    return new SessionSettings(spark, settings(SparkMemory.ofExecutors(spark.sparkContext())));
  }

  private static Map<String, String> settings(TaskMemory memory) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.sql.parquet.compression.codec", "zstd");
    settings.put("parquet.compression.codec.zstd.level", "1");
    settings.put("parquet.block.size", String.valueOf(rowGroupBytes(memory)));
    settings.put("parquet.page.size", String.valueOf(1 << 20));
    // Parquet 1.13 takes those of the page for row groups, too.
    for (String part : List.of("block", "page")) {
      settings.put("parquet.%s.size.row.check.min".formatted(part), "1");
      settings.put("parquet.%s.size.row.check.max".formatted(part), "1");
    }
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
    settings.put("spark.sql.maxConcurrentOutputFileWriters", String.valueOf(OPEN_FILES));
    return settings;
  }

  static long rowGroupBytes(TaskMemory memory) {
    return Math.max(1 << 20, Math.min(ROW_GROUP_BYTES, memory.part(QUARTER) / OPEN_FILES));
  }
}
