/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.config.Tunables;
import org.mimicknet.table.SessionSettings;

/**
 * How much of the files of a batch one task reads: a task costs 50 ms whatever it reads, and too
 * few of them leave slots idle at the end. A batch is cut into several tasks for each slot, so that
 * a slow one weighs little, at least one for each slot that is expected, and a large batch into
 * more, of 128 MB (Spark's {@code spark.sql.files.maxPartitionBytes}).
 */
final class TaskSize {
  private TaskSize() {}

  static SessionSettings settings(SparkSession spark) {
    Slots slots = Slots.of(spark);
    int tasks =
        Math.max(
            Tunables.of(spark).get(ActionTunables.TASKS_PER_SLOT) * slots.now(), slots.expected());
    return new SessionSettings(
        spark, Map.of("spark.sql.files.minPartitionNum", String.valueOf(tasks)));
  }
}
