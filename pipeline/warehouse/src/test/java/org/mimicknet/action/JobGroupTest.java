/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class JobGroupTest extends SparkTest {
  private static final CountDownLatch READING = new CountDownLatch(1);
  private static final CountDownLatch RELEASED = new CountDownLatch(1);

  @TempDir java.nio.file.Path folder;

  /** The local disk, on which archives cannot be read to their end. */
  public static final class StuckDisk extends LocalFileSystem {
    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
      if (file.getName().endsWith(".mat")) {
        READING.countDown();
        try {
          RELEASED.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("The disk is stuck");
        }
      }
      return super.open(file, bufferSize);
    }
  }

  @Test
  void anActionEndsWhenTheGroupOfItsRunIsCancelled() throws Exception {
    Files.write(folder.resolve("a.mat"), MatFiles.frame(20, 17));
    Warehouse warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
    Ingest ingest =
        Ingest.into(warehouse, "the run").inputs(List.of(folder.resolve("a.mat").toString()));
    ExecutorService other = Executors.newSingleThreadExecutor();
    spark.conf().set("fs.file.impl", StuckDisk.class.getName());
    spark.conf().set("fs.file.impl.disable.cache", "true");
    try {
      Future<Ingest.Result> action = other.submit(ingest::execute);
      assertThat(READING.await(2, TimeUnit.MINUTES)).as("the archive is being read").isTrue();

      spark.sparkContext().cancelJobGroup("the run");

      assertThatThrownBy(() -> action.get(2, TimeUnit.MINUTES))
          .hasStackTraceContaining("cancelled job group the run");
    } finally {
      RELEASED.countDown();
      spark.conf().unset("fs.file.impl");
      spark.conf().unset("fs.file.impl.disable.cache");
      other.shutdownNow();
    }
    assertThat(warehouse.read(Table.FRAMES).count()).isZero();
  }

  @Test
  void whatAThreadHasSetItselfIsSetAgainAfterwards() {
    SparkContext context = spark.sparkContext();
    context.setJobGroup("mine", "my own jobs", false);
    try {
      String inside =
          JobGroup.run(
              spark,
              "run",
              "an action",
              () ->
                  JobGroup.describe(spark, "a step of it", () -> settings(context))
                      + "; "
                      + settings(context));

      assertThat(inside).isEqualTo("run, a step of it, true; run, an action, true");
      assertThat(settings(context)).isEqualTo("mine, my own jobs, false");
      assertThat(context.getLocalProperty("mimicknet.action")).isNull();
    } finally {
      context.clearJobGroup();
    }
  }

  private static String settings(SparkContext context) {
    return String.join(
        ", ",
        context.getLocalProperty("spark.jobGroup.id"),
        context.getLocalProperty("spark.job.description"),
        context.getLocalProperty("spark.job.interruptOnCancel"));
  }
}
