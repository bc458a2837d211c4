/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.junit.jupiter.api.Test;
import org.mimicknet.inference.TestModels;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.spark.ScalaCollections;

class EnhanceCountersTest {
  private static final int[][] SIZES = {{33, 20}, {17, 17}, {16, 16}};

  /** 33 x 20 becomes 48 x 32, and 17 x 17 becomes 32 x 32; 16 x 16 is refused. */
  private static final String PADDING = String.valueOf(48 * 32 - 33 * 20 + 32 * 32 - 17 * 17);

  @Test
  void aStageShowsItsFramesItsLoadsOfTheModelAndThePixelsOfPadding() throws Exception {
    ModelBundle newModel = TestModels.scaled(0.71f);

    Map<String, String> first = countersOf(newModel);
    Map<String, String> second = countersOf(newModel);

    assertThat(first)
        .containsEntry("frames", "2")
        .containsEntry("session loads", "1")
        .containsEntry("padding waste [pixels]", PADDING);
    assertThat(second)
        .containsEntry("frames", "2")
        .doesNotContainKey("session loads")
        .containsEntry("padding waste [pixels]", PADDING);
  }

  private static Map<String, String> countersOf(ModelBundle model) throws Exception {
    SparkContext spark = LocalSpark.SESSION.sparkContext();
    StageCounters counters = new StageCounters();
    spark.addSparkListener(counters);
    try {
      new MimickNetTransformer()
          .setModel(model)
          .setEngine("onnx")
          .transform(RampFrames.of(SIZES))
          .collectAsList();
      return counters.atEndOfJob.get(300, TimeUnit.SECONDS);
    } finally {
      spark.removeSparkListener(counters);
    }
  }

  /** What the stages of a job show when the job ends. */
  private static final class StageCounters extends SparkListener {
    final CompletableFuture<Map<String, String>> atEndOfJob = new CompletableFuture<>();
    private final Map<String, String> values = new HashMap<>();

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
      for (AccumulableInfo shown :
          ScalaCollections.asJava(stage.stageInfo().accumulables().values())) {
        values.put(shown.name().get(), shown.value().get().toString());
      }
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd job) {
      atEndOfJob.complete(values);
    }
  }
}
