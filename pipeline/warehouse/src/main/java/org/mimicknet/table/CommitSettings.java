/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** How Delta commits. */
final class CommitSettings {
  /**
   * Commits to {@code runs} between two checkpoints. Whoever writes one reads the commits since the
   * last: few often cost as much as many seldom, and no run much more than another.
   */
  static final int RUNS_BETWEEN_CHECKPOINTS = 4;

  private CommitSettings() {}

  /**
   * Of a commit that others will follow soon: it leaves no file {@code .crc} beside it. Such a file
   * spares readers the commits before it, and is written under another name first, which takes a
   * dozen requests to an object store; after the next commit nobody reads it.
   */
  static SessionSettings followed(SparkSession spark) {
    return new SessionSettings(
        spark, Map.of("spark.databricks.delta.writeChecksumFile.enabled", "false"));
  }

  /** Of a commit whose maker wants to hear that another one is in its way. */
  static SessionSettings once(SparkSession spark) {
    return SessionSettings.overUser(spark, Map.of("spark.databricks.delta.maxCommitAttempts", "0"));
  }
}
