/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.table.SparkTest;

class SlotsTest extends SparkTest {
  private static final String YARN = "spark.master=yarn ";
  private static final String DYNAMIC = YARN + "spark.dynamicAllocation.enabled=true ";
  private static final String FOUR_CORES = "spark.executor.cores=4 ";

  @Test
  void aLocalSessionHasTheThreadsOfItsMaster() {
    assertThat(Slots.of(spark)).isEqualTo(new Slots(2, 2));
  }

  @Test
  void eachQuestionIsAnsweredAnew() {
    SparkConf conf = spark.sparkContext().conf();
    assertThat(Slots.of(spark)).isEqualTo(new Slots(2, 2));
    conf.set("spark.task.cpus", "2");
    try {
      assertThat(Slots.of(spark)).isEqualTo(new Slots(1, 1));
    } finally {
      conf.remove("spark.task.cpus");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "spark.master=local[4], 0, 4, 4, 4",
    "spark.master=local[4] spark.task.cpus=2, 0, 4, 2, 2",
    "spark.master=local[4] spark.task.cpus=8, 0, 4, 1, 1",
    "spark.master=local[4] spark.dynamicAllocation.enabled=true, 0, 4, 4, 4",
    "spark.master=spark://host:7077, 2, 16, 16, 16",
    YARN + FOUR_CORES + ", 3, 12, 12, 12",
    YARN + FOUR_CORES + "spark.executor.instances=10, 0, 2, 2, 40",
    YARN + FOUR_CORES + "spark.executor.instances=10, 10, 40, 40, 40",
  })
  void ofAFixedSizeThoseThatWereOrderedAreExpected(
      String settings, int executors, int parallelism, int now, int expected) {
    assertThat(Slots.of(conf(settings), executors, parallelism))
        .isEqualTo(new Slots(now, expected));
  }

  @ParameterizedTest
  @CsvSource({
    // FIELD.md: 8 tasks where 16 slots come up.
    DYNAMIC + FOUR_CORES + "spark.dynamicAllocation.maxExecutors=4, 2, 8, 8, 16",
    DYNAMIC + FOUR_CORES + "spark.dynamicAllocation.maxExecutors=4, 4, 16, 16, 16",
    DYNAMIC + FOUR_CORES + "spark.dynamicAllocation.maxExecutors=4, 5, 20, 20, 20",
    DYNAMIC + FOUR_CORES + ", 0, 2, 4, 64",
    DYNAMIC + FOUR_CORES + ", 2, 8, 8, 64",
    DYNAMIC + FOUR_CORES + ", 100, 400, 400, 1600",
    DYNAMIC + FOUR_CORES + "spark.dynamicAllocation.maxExecutors=10000, 100, 400, 400, 1600",
    DYNAMIC + FOUR_CORES + "spark.dynamicAllocation.maxExecutors=150, 100, 400, 400, 600",
    DYNAMIC + FOUR_CORES + "spark.dynamicAllocation.initialExecutors=50, 1, 4, 4, 200",
    DYNAMIC + FOUR_CORES + "spark.dynamicAllocation.minExecutors=30, 1, 4, 4, 120",
    DYNAMIC + FOUR_CORES + "spark.executor.instances=40, 1, 4, 4, 160",
    DYNAMIC + FOUR_CORES + "spark.task.cpus=4 spark.dynamicAllocation.maxExecutors=9, 2, 8, 2, 9",
    DYNAMIC + FOUR_CORES + "spark.default.parallelism=7, 2, 7, 8, 64",
    DYNAMIC + "spark.dynamicAllocation.maxExecutors=4, 2, 16, 2, 4",
  })
  void withDynamicAllocationThereIsWorkForThoseThatMayCome(
      String settings, int executors, int parallelism, int now, int expected) {
    assertThat(Slots.of(conf(settings), executors, parallelism))
        .isEqualTo(new Slots(now, expected));
  }

  private static SparkConf conf(String settings) {
    SparkConf conf = new SparkConf(false);
    for (String setting : settings.strip().split(" ", -1)) {
      String[] pair = setting.split("=", 2);
      conf.set(pair[0], pair[1]);
    }
    return conf;
  }
}
