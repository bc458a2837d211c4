/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.apache.spark.sql.SparkSession;

/**
 * How much one commit covers: enough for every task slot of the session to work for minutes, so
 * that looking for work and committing, some seconds, are little beside it on two cores and on
 * thousands alike. A crash loses that much at most.
 */
final class BatchSize {
  private static final long BYTES_PER_SLOT = 8L << 30;
  private static final long MOST_BYTES = 4L << 40;

  private BatchSize() {}

  /** Bytes of a batch for the slots that the session has now. */
  static long of(SparkSession spark) {
    return Math.min(MOST_BYTES, BYTES_PER_SLOT * spark.sparkContext().defaultParallelism());
  }
}
