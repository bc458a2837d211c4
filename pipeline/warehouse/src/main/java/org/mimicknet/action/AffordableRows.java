/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.mimicknet.archive.MemberException;

/**
 * Rows of {@link FrameRows} for whose pixels this JVM has memory. Spark copies a row many times on
 * its way to a file, and running out of memory there ends the task, the run and, on a cluster, one
 * executor after the other. So the memory of a large row is tried first; if it is not there, the
 * row loses its pixels and keeps the reason.
 *
 * <p>All tasks of a JVM share a quarter of its heap. Each holds a small share of it while it reads
 * and writes. A large row waits until it has a share of its size, at most all of it: then the other
 * tasks pause until the row is written. Rows of usual frames never wait for each other.
 */
final class AffordableRows implements Iterator<Row> {
  /** Below it (one Mi pixels, twice) the copies are small beside what a task needs anyway. */
  private static final int LARGE_ROW_BYTES = 8 << 20;

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

  // Spark 3.5 and Parquet hold up to 14 times the pixels, in whole arrays. Some of these grow by
  // doubling and so are twice as large.
  private static final int DOUBLE_COPIES = 5;
  private static final int COPIES = 6;
  private static final int ALL_COPIES = 2 * DOUBLE_COPIES + COPIES;

  private static final int SMALL_SHARE = 1;
  private static final int ALL_SHARES = (int) (Runtime.getRuntime().maxMemory() >> 22);
  private static final Semaphore SHARES = new Semaphore(ALL_SHARES, true);

  /** Longer than a member may take by default. After it a task goes on without a share. */
  private static final long LONGEST_WAIT_MINUTES = 15;

  private final Iterator<Row> rows;
  private int share;

  /** To be made in the task that takes the rows. */
  AffordableRows(Iterator<Row> rows) {
    this.rows = rows;
    TaskCompletionListener ended = context -> giveBack();
    TaskContext.get().addTaskCompletionListener(ended);
  }

  @Override
  public boolean hasNext() {
    takeShare(SMALL_SHARE);
    return rows.hasNext();
  }

  @Override
  public Row next() {
    Row row = rows.next();
    long bytes = FrameRows.pixelBytes(row);
    if (bytes < LARGE_ROW_BYTES) {
      return row;
    }
    takeShare((int) Math.min(ALL_SHARES, (ALL_COPIES * bytes) >> 20));
    try {
      requireRoom(bytes);
      return row;
    } catch (OutOfMemoryError e) {
      return FrameRows.withoutPixels(row, MemberException.of("The frame", e));
    }
  }

  /** Gives back what this task has before it waits, so that no two tasks wait for each other. */
  private void takeShare(int mebibytes) {
    giveBack();
    try {
      if (SHARES.tryAcquire(mebibytes, LONGEST_WAIT_MINUTES, TimeUnit.MINUTES)) {
        share = mebibytes;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot read on: the task is being stopped", e);
    }
  }

  private void giveBack() {
    SHARES.release(share);
    share = 0;
  }

  /** The first check counts garbage as used, so that only the second proves a lack of memory. */
  private static void requireRoom(long bytes) {
    Runtime heap = Runtime.getRuntime();
    long free = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
    if (free / 2 > ALL_COPIES * bytes) {
      return;
    }
    List<byte[]> copies = new ArrayList<>();
    try {
      for (int i = 0; i < DOUBLE_COPIES; i++) {
        copies.add(new byte[(int) Math.min(2 * bytes, LARGEST_ARRAY)]);
      }
      for (int i = 0; i < COPIES; i++) {
        copies.add(new byte[(int) Math.min(bytes, LARGEST_ARRAY)]);
      }
    } finally {
      Reference.reachabilityFence(copies);
    }
  }
}
