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
 * Rows of {@link FrameRows} that the memory of this JVM can carry to a file. Spark copies a row
 * many times on its way, and memory that ends there ends the task, the run and, on a cluster, one
 * executor after the other. So a large row is tried first; one without room costs its own pixels
 * and stays as a row with the reason.
 *
 * <p>All tasks of a JVM share a quarter of its heap. Each has a small share while it reads and
 * writes; a large row waits for a share of its size, or for all of it: then the other tasks pause
 * until it is written. Rows of usual frames never wait for each other.
 */
final class AffordableRows implements Iterator<Row> {
  /** Below it (one Mi pixels, twice) the copies are small beside what a task needs anyway. */
  private static final int LARGE_ROW_BYTES = 8 << 20;

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

  // Measured with Spark 3.5 and Parquet: 14 times the pixels, in whole arrays, some of them double
  // for they grow by doubling.
  private static final int DOUBLE_COPIES = 5;
  private static final int COPIES = 6;
  private static final int ALL_COPIES = 2 * DOUBLE_COPIES + COPIES;

  private static final int SMALL_SHARE = 1;
  private static final int ALL_SHARES = (int) (Runtime.getRuntime().maxMemory() >> 22);
  private static final Semaphore SHARES = new Semaphore(ALL_SHARES, true);

  /** Longer than a member may take by default; who waited so long goes on without a share. */
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

  /** In place of the share that this task has: so no two tasks wait for each other. */
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

  /** Garbage counts as used in the first look: only the second one tells that memory is short. */
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
