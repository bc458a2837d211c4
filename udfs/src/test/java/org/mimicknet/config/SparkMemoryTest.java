/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.TaskMemory;
import org.mimicknet.sql.LocalSpark;

class SparkMemoryTest {
  private static final int PROCESSORS = 8;

  @ParameterizedTest
  @CsvSource({
    "local, , , 1",
    "local[3], , , 3",
    "'local[3, 4]', , , 3",
    "local[*], , , 8",
    "'local[*,4]', , 2, 4",
    "local[2], 16, , 2",
    "yarn, , , 1",
    "yarn, 5, , 5",
    "yarn, 5, 2, 2",
    "k8s://https://host:443, , , 1",
    "spark://host:7077, , , 8",
    "spark://host:7077, 4, , 4",
    "spark://host:7077, 4, 8, 1",
    "'local-cluster[2,1,1024]', , , 8",
    ", 4, , 4",
  })
  void slotsAreTheCoresOfTheJvmThatSparkGivesToTasks(
      String master, String cores, String cpus, int slots) {
    assertThat(SparkMemory.slots(conf(master, cores, cpus), PROCESSORS)).isEqualTo(slots);
  }

  @Test
  void aDriverKnowsTheHeapOfItsExecutorsFromTheirSetting() {
    SparkConf conf = conf("yarn", "2", null).set("spark.executor.memory", "4g");

    assertThat(SparkMemory.ofExecutors(conf, PROCESSORS)).isEqualTo(TaskMemory.of(4L << 30, 2));
    assertThat(SparkMemory.ofExecutors(conf("yarn", "2", null), PROCESSORS))
        .isEqualTo(TaskMemory.of(1L << 30, 2));
    assertThat(
            SparkMemory.ofExecutors(
                conf("local[2]", null, null).set("spark.executor.memory", "9g"), PROCESSORS))
        .isEqualTo(TaskMemory.of(Runtime.getRuntime().maxMemory(), 2));
  }

  @Test
  void aNumberWithoutAUnitIsMebibytesAsForSpark() {
    SparkConf conf = conf("yarn", "2", null).set("spark.executor.memory", "4096");

    assertThat(SparkMemory.ofExecutors(conf, PROCESSORS)).isEqualTo(TaskMemory.of(4L << 30, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "spark://host:7077, , 4, 16, 4",
    "spark://host:7077, , 0, 2, 2",
    "spark://host:7077, 8, 4, 16, 8",
    "yarn, , 2, 16, 1",
  })
  void aDriverKnowsTheSlotsOfAnExecutorFromSparksCountOfTheCores(
      String master, String cores, int executors, int parallelism, int slots) {
    assertThat(SparkMemory.slots(conf(master, cores, null), executors, parallelism))
        .isEqualTo(slots);
  }

  @Test
  void aTaskHasItsShareOfTheHeapOfItsJvm() {
    assertThat(SparkMemory.ofTask())
        .isEqualTo(SparkMemory.ofExecutors(LocalSpark.SESSION.sparkContext()));
  }

  private static SparkConf conf(String master, String cores, String cpus) {
    SparkConf conf = new SparkConf(false);
    set(conf, "spark.master", master);
    set(conf, "spark.executor.cores", cores);
    set(conf, "spark.task.cpus", cpus);
    return conf;
  }

  private static void set(SparkConf conf, String key, String value) {
    if (value != null) {
      conf.set(key, value);
    }
  }
}
