/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.mimicknet.table.SparkTest;

class AffordableRowsTest extends SparkTest {
  private static final int ROWS = 4;

  private static final AtomicInteger UNDER_WAY = new AtomicInteger();
  private static final AtomicInteger MOST_UNDER_WAY = new AtomicInteger();
  private static final AtomicInteger WRITTEN = new AtomicInteger();

  @Test
  void rowsThatNeedMuchOfTheHeapAreUnderWayOneAtATime() {
    spark.range(0, 2, 1, 2).javaRDD().foreachPartition(task -> write());

    assertThat(WRITTEN).hasValue(2 * ROWS);
    assertThat(MOST_UNDER_WAY).hasValue(1);
  }

  /** What a task does that writes rows, every second one large. */
  private static void write() throws InterruptedException {
    Iterator<Row> rows =
        new AffordableRows(
            IntStream.range(0, ROWS).mapToObj(i -> row(i % 2 == 0 ? largeBytes() : 64)).iterator());
    while (rows.hasNext()) {
      boolean isLarge = FrameRows.pixelBytes(rows.next()) > 64;
      if (isLarge) {
        MOST_UNDER_WAY.accumulateAndGet(UNDER_WAY.incrementAndGet(), Math::max);
        Thread.sleep(100);
        UNDER_WAY.decrementAndGet();
      }
      WRITTEN.incrementAndGet();
    }
  }

  /** So that sixteen copies are as much as the share of all tasks. */
  private static int largeBytes() {
    return (int) (Runtime.getRuntime().maxMemory() / 64) + (1 << 20);
  }

  private static Row row(int bytes) {
    Object[] values = new Object[FrameRows.TYPE.size()];
    values[FrameRows.TYPE.fieldIndex("das")] = new byte[bytes];
    return RowFactory.create(values);
  }
}
