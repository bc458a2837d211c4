/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.table.Rows.enhanced;
import static org.mimicknet.table.Rows.frame;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class WarehousesInOneSessionTest extends SparkTest {
  private static final CountDownLatch READING = new CountDownLatch(1);
  private static final CountDownLatch RELEASED = new CountDownLatch(1);

  @TempDir java.nio.file.Path folder;

  /** The local disk, on which the results of the warehouse "slow" are read late. */
  public static final class LateDisk extends LocalFileSystem {
    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
      if (file.toString().contains("/slow/enhanced/part-")) {
        READING.countDown();
        try {
          RELEASED.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("The disk is late");
        }
      }
      return super.open(file, bufferSize);
    }
  }

  @Test
  void twoWarehousesAreSummarisedAtOnceEachWithItsOwnFrames() throws Exception {
    SparkSession user = spark.newSession();
    user.range(3).createOrReplaceTempView("study_changes");
    Warehouse slow = warehouse(user, "slow", "f1");
    Warehouse fast = warehouse(user, "fast", "g1", "g2");
    user.conf().set("fs.file.impl", LateDisk.class.getName());
    user.conf().set("fs.file.impl.disable.cache", "true");
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Summarize.Result> late = other.submit(() -> Summarize.on(slow, "slow").execute());
      assertThat(READING.await(2, TimeUnit.MINUTES)).as("it is being summarised").isTrue();

      Summarize.Result first = Summarize.on(fast, "fast").execute();
      RELEASED.countDown();

      assertThat(first).isEqualTo(new Summarize.Result(1, 0, 0));
      assertThat(late.get(2, TimeUnit.MINUTES)).isEqualTo(new Summarize.Result(1, 0, 0));
    } finally {
      RELEASED.countDown();
      other.shutdownNow();
    }
    assertThat(frames(slow)).isEqualTo(1);
    assertThat(frames(fast)).isEqualTo(2);
    assertThat(user.table("study_changes").count()).isEqualTo(3);
  }

  private Warehouse warehouse(SparkSession user, String name, String... frames) {
    Warehouse warehouse = Warehouse.create(user, folder.resolve(name).toString());
    for (String frame : frames) {
      Rows.append(warehouse, Table.FRAMES, frame("site", "study", frame));
      Rows.append(warehouse, Table.ENHANCED, enhanced(frame, 0.5));
    }
    return warehouse;
  }

  private static long frames(Warehouse warehouse) {
    return warehouse.read(Table.STUDY_SUMMARY).select("n_frames").first().getLong(0);
  }
}
