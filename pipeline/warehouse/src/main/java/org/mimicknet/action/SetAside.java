/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The sources that a run has set aside, for the storage failed while they were read: nothing of
 * them is committed, and the next run takes them up again. Each costs the batch that it was in, so
 * that a batch after a failure is half as large, and twice after a commit, up to its usual size.
 */
final class SetAside {
  private final int most;
  private final Map<String, String> paths = new LinkedHashMap<>();
  private int halvings;

  /**
   * None yet.
   *
   * @param most with more of them the storage is down, and the run ends
   */
  SetAside(int most) {
    this.most = most;
  }

  /** Whether a failed batch can be read without the source that failed, which is set aside then. */
  boolean takes(Throwable failure) {
    Optional<SourceException> source = Causes.find(failure, SourceException.class);
    boolean isNew = source.isPresent() && !paths.containsKey(source.get().sourceId());
    if (isNew) {
      paths.put(source.get().sourceId(), source.get().path());
      shrink();
    }
    return isNew;
  }

  /** Whether there are so many that it is no use to go on. */
  boolean isFull() {
    return paths.size() > most;
  }

  /** The sources of a listing that are not among them. */
  Dataset<Row> without(Dataset<Row> listing) {
    return paths.isEmpty()
        ? listing
        : listing.where(not(col("source_id").isin(paths.keySet().toArray())));
  }

  /** A batch was lost: the next is smaller. */
  void shrink() {
    halvings = Math.min(halvings + 1, Integer.SIZE);
  }

  /** A batch was committed: the next may be larger. */
  void grow() {
    halvings = Math.max(0, halvings - 1);
  }

  /** What a batch may have of {@code usual}, at least one. */
  long ofABatch(long usual) {
    return Math.max(1, usual >> halvings);
  }

  /** Their paths as a table would hold them. */
  List<String> paths() {
    return List.copyOf(paths.values());
  }
}
