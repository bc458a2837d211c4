/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.image.Image;
import org.mimicknet.inference.TestModels;

class SqlTunablesTest {
  private static final int[] SIZE = {17, 17};

  @TempDir Path folder;
  private SparkSession session;

  @BeforeEach
  void open() {
    session = LocalSpark.SESSION.newSession();
  }

  @Test
  void theFunctionRunsTheModelOfTheSession() {
    TestModels.scaled(0.5f).write(folder.resolve("half"));
    TestModels.scaled(0.25f).write(folder.resolve("quarter"));
    List<Row> frame = List.of(RampFrames.frame(17, 17));
    Dataset<Row> constant = session.createDataFrame(frame, RampFrames.TYPE);
    constant.createOrReplaceTempView("folded_on_the_driver");
    constant.repartition(1).createOrReplaceTempView("read_in_a_task");

    for (String view : List.of("folded_on_the_driver", "read_in_a_task")) {
      session.conf().set("spark.mimicknet.model", folder.resolve("half").toUri().toString());
      assertThat(brightest(view)).isEqualTo(0.5f);
      session.conf().set("spark.mimicknet.model", folder.resolve("quarter").toUri().toString());
      assertThat(brightest(view)).isEqualTo(0.25f);
    }
  }

  @Test
  void withoutAModelTheFunctionSaysWhatToSet() {
    session
        .createDataFrame(List.of(RampFrames.frame(17, 17)), RampFrames.TYPE)
        .repartition(1)
        .createOrReplaceTempView("frame");

    assertThatThrownBy(() -> brightest("frame"))
        .rootCause()
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run mimicknet: no model is named. Give a fourth argument, or SET"
                + " spark.mimicknet.model");
  }

  @Test
  @Timeout(300)
  void asManyFramesAreReadAheadAsTheSessionSays() throws Exception {
    session.conf().set("spark.mimicknet.enhance.read-ahead", "7");
    int[][] sizes = Collections.nCopies(20, SIZE).toArray(int[][]::new);
    ReadFrames.count.set(0);
    MapFunction<Row, Row> counted = ReadFrames::counted;
    Dataset<Row> frames =
        session
            .createDataFrame(RampFrames.of(sizes).collectAsList(), RampFrames.TYPE)
            .coalesce(1)
            .map(counted, Encoders.row(RampFrames.TYPE));
    ForeachPartitionFunction<Row> takeOneAndWait = ReadFrames::takeOneAndWaitFor7Ahead;

    new MimickNetTransformer()
        .setModel(TestModels.scaled(0.5f))
        .transform(frames)
        .foreachPartition(takeOneAndWait);

    assertThat(ReadFrames.count.get()).isBetween(1 + 7, 1 + 7 + 1);
  }

  private float brightest(String view) {
    byte[] pixels =
        session.sql("SELECT mimicknet(das, height, width) FROM " + view).first().getAs(0);
    float most = 0;
    for (float pixel : Image.fromBytes(pixels, 17, 17).pixels()) {
      most = Math.max(most, pixel);
    }
    return most;
  }

  /** Counts what the task's reading thread reads: one JVM runs driver and tasks. */
  private static final class ReadFrames {
    static final AtomicInteger count = new AtomicInteger();

    static Row counted(Row frame) {
      count.incrementAndGet();
      return frame;
    }

    static void takeOneAndWaitFor7Ahead(Iterator<Row> enhanced) {
      enhanced.next();
      while (count.get() < 1 + 7) {
        Thread.onSpinWait();
      }
    }
  }
}
