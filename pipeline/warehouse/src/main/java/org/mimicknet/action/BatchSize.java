/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.apache.spark.sql.SparkSession;
import org.mimicknet.config.Tunables;

/**
 * How much one commit covers: enough for every task slot of the session to work for minutes, so
 * that looking for work and committing, some seconds, are little beside it on two cores and on
 * thousands alike. A crash loses that much at most.
 */
final class BatchSize {
  private BatchSize() {}

  /**
   * Bytes of a batch.
   *
   * @param option what the user asks for; null: what suits the slots that the session has now
   */
  static long of(SparkSession spark, Long option) {
    if (option != null) {
      return option;
    }
    Tunables tunables = Tunables.of(spark);
    long most = tunables.get(ActionTunables.MOST_BYTES);
    long perSlot = tunables.get(ActionTunables.BYTES_PER_SLOT);
    int slots = Slots.of(spark).now();
    return perSlot > most / slots ? most : perSlot * slots;
  }

  /**
   * Checks what a user asks for.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  static long checked(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("Cannot use batches of %s bytes".formatted(bytes));
    }
    return bytes;
  }
}
