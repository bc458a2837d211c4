/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mimicknet.config.Tunables;
import org.mimicknet.inference.engine.EngineInfo;

class BatchSizesTest {
  private static final EngineInfo CPU = new EngineInfo("onnxruntime", "1", "float32", "cpu");
  private static final EngineInfo GPU = new EngineInfo("onnxruntime", "1", "float32", "cuda:0");

  private SparkSession session;

  @BeforeEach
  void open() {
    session = LocalSpark.SESSION.newSession();
  }

  @Test
  void oneFrameAtATimeOnACpuAndEightOnAGpu() {
    BatchSizes sizes = BatchSizes.of(Tunables.of(session));

    assertThat(sizes.frames(CPU)).isEqualTo(1);
    assertThat(sizes.ahead(CPU)).isEqualTo(2);
    assertThat(sizes.frames(GPU)).isEqualTo(8);
    assertThat(sizes.ahead(GPU)).isEqualTo(8);
  }

  @Test
  void theSessionSaysHowManyGoTogetherOnAGpuAndHowManyAreReadAhead() {
    session.conf().set("spark.mimicknet.enhance.gpu-batch", "4");
    session.conf().set("spark.mimicknet.enhance.read-ahead", "6");

    BatchSizes sizes = BatchSizes.of(Tunables.of(session));

    assertThat(sizes.frames(CPU)).isEqualTo(1);
    assertThat(sizes.frames(GPU)).isEqualTo(4);
    assertThat(sizes.ahead(CPU)).isEqualTo(6);
    assertThat(sizes.ahead(GPU)).isEqualTo(6);
  }

  @Test
  void whatTheCallerAsksForHoldsOnAnyDevice() {
    BatchSizes sizes = BatchSizes.of(Tunables.of(session)).with(3);

    assertThat(sizes.frames(CPU)).isEqualTo(3);
    assertThat(sizes.frames(GPU)).isEqualTo(3);
    assertThat(sizes.ahead(CPU)).isEqualTo(3);
  }
}
