/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class TableTextTest {
  @Test
  void rowsAreDrawnAsSparkDrawsThem() throws Exception {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("table text")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      assertThat(TableText.of(spark.sql("SELECT 'Müller' AS name UNION ALL SELECT NULL"), 10, 0))
          .isEqualTo(
              """
              +------+
              |name  |
              +------+
              |Müller|
              |NULL  |
              +------+
              """);
      assertThat(TableText.of(spark.range(3).toDF(), 1, 60))
          .isEqualTo(
              """
              +---+
              | id|
              +---+
              |  0|
              +---+
              only showing top 1 row
              """);
    }
  }
}
