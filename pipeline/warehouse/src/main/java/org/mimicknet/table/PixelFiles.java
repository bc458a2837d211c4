/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.Internal;
import org.mimicknet.TaskMemory;
import org.mimicknet.config.SparkMemory;

/**
 * What the files of pixels that a task writes hold of the heap until they are closed. Parquet 1.13
 * keeps the least and the greatest value of each column and row group, here whole images, and no
 * setting turns that off. So files of pixels end after some rows, and a row whose image does not
 * fit beside what is kept is not written.
 *
 * <p>Counted are the rows of a task, as if they went into one file after the other. Those of
 * several sites go into several files at once, of which each may keep as much.
 */
@Internal
public final class PixelFiles {
  static final String MOST_ROWS = "spark.sql.files.maxRecordsPerFile";

  /** A pair of 1808 x 208 pixels. */
  private static final long USUAL_ROW_BYTES = 2 * 1808 * 208 * Float.BYTES;

  private static final int LEAST_ROWS = 4;

  /** Of a task's memory, for what a file keeps of usual rows. */
  private static final double KEPT = 1.0 / 8;

  /** As an ingest of one frame takes, and the quarter that its own row group takes of it. */
  private static final int COPIES = 18;

  private static final double ADMITTED = 1.25;

  private final TaskMemory memory;
  private final long mostRows;
  private final long rowGroupBytes;
  private long rows;
  private long keptBytes;

  /**
   * @param mostRows of a file; 0 for any
   */
  PixelFiles(TaskMemory memory, long mostRows) {
    this.memory = memory;
    this.mostRows = mostRows;
    this.rowGroupBytes = WriteSettings.rowGroupBytes(memory);
  }

  /** Those that the task of this thread begins to write. */
  public static PixelFiles ofTask() {
    String rows = TaskContext.get().getLocalProperty(MOST_ROWS);
    return new PixelFiles(SparkMemory.ofTask(), rows == null ? 0 : Long.parseLong(rows));
  }

  /** For the writes of pixels of a session, and for no others: they would get many small files. */
  public static SessionSettings settings(SparkSession spark) {
    TaskMemory memory = SparkMemory.ofExecutors(spark.sparkContext());
    return new SessionSettings(spark, Map.of(MOST_ROWS, String.valueOf(rowsOfAFile(memory))));
  }

  static long rowsOfAFile(TaskMemory memory) {
    long keptOfOne = keptBytes(USUAL_ROW_BYTES, WriteSettings.rowGroupBytes(memory));
    return Math.max(LEAST_ROWS, memory.part(KEPT) / keptOfOne);
  }

  /**
   * Counts a row that is to be written.
   *
   * @param pixelBytes of its images
   * @return why it may not be, if it would take more memory than there is; then it does not count
   */
  public Optional<String> refusal(long pixelBytes) {
    Optional<String> refusal =
        memory.refusal(
            "The frame, beside %s MB that its file keeps of the %s rows before it,"
                .formatted(keptBytes >> 20, rows),
            COPIES * pixelBytes + keptBytes,
            ADMITTED);
    if (refusal.isEmpty() || keptBytes == 0) {
      keptBytes += keptBytes(pixelBytes, rowGroupBytes);
      refusal = Optional.empty();
    }
    rows++;
    if (rows == mostRows) {
      rows = 0;
      keptBytes = 0;
    }
    return refusal.map(
        text ->
            "%s, or set %s to fewer rows, then replay: its files begin anew"
                .formatted(text, MOST_ROWS));
  }

  /** The least and the greatest image of each row group: of a row its part of them. */
  private static long keptBytes(long rowBytes, long rowGroupBytes) {
    return (long) (2 * rowBytes * Math.min(1, (double) rowBytes / rowGroupBytes));
  }
}
