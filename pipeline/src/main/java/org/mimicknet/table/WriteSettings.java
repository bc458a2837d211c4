package org.mimicknet.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * How Parquet files are written, and read for it. A frame is one value of megabytes, so that
 * Parquet's defaults, which look at sizes every 100 rows, would hold hundreds of megabytes in a
 * task. The settings hold for the session while a write runs; one that the user has set, as it
 * stands or with the prefix {@code spark.hadoop.}, wins.
 *
 * <p>{@code tests/storage} measures them: zstd level 1 writes twice as fast as level 3 and makes
 * files 6 % larger; sizes of row groups and pages change neither, and bound the memory.
 */
final class WriteSettings {
  private static final Map<String, String> DEFAULTS = defaults();

  private final SparkSession spark;
  private final List<String> applied = new ArrayList<>();
  private int writers;

  WriteSettings(SparkSession spark) {
    this.spark = spark;
  }

  /** Runs a write with the settings. Writes of several threads share them. */
  void during(Runnable write) {
    enter();
    try {
      write.run();
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    writers++;
    if (writers > 1) {
      return;
    }
    scala.collection.immutable.Map<String, String> present = spark.conf().getAll();
    DEFAULTS.forEach(
        (key, value) -> {
          if (!present.contains(key) && !present.contains("spark.hadoop." + key)) {
            spark.conf().set(key, value);
            applied.add(key);
          }
        });
  }

  private synchronized void leave() {
    writers--;
    if (writers == 0) {
      applied.forEach(spark.conf()::unset);
      applied.clear();
    }
  }

  private static Map<String, String> defaults() {
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
    // A task of enhance gets a row group of pixels or two: none is a straggler.
    settings.put("spark.sql.files.maxPartitionBytes", String.valueOf(32 << 20));
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
