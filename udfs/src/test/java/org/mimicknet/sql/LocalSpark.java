package org.mimicknet.sql;

import org.apache.spark.sql.SparkSession;

/** One small session for the tests of this package; nothing registers the functions in it. */
final class LocalSpark {
  static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2]")
          .appName("udfs tests")
          .config("spark.ui.enabled", false)
          .config("spark.sql.shuffle.partitions", 2)
          .getOrCreate();

  private LocalSpark() {}
}
