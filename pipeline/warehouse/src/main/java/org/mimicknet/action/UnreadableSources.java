/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.Reason;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * The sources of which {@code frames} holds nothing but that they could not be read, by a run
 * before this one: a file or folder without permission, or one that had vanished. Each run looks at
 * them again, and where they can be read now, their rows go with the commit of what they give.
 */
final class UnreadableSources {
  /** More of them wait for the next run: they stand in the condition of one commit. */
  private static final int MOST_SUPERSEDED = 1_000;

  private final Warehouse warehouse;
  private final String runId;
  private final boolean isEmpty;

  UnreadableSources(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
    this.isEmpty = rows().isEmpty();
  }

  /**
   * Of the files of a listing those that the table does not hold, with the column {@code
   * is_retried}: whether it holds that they could not be read.
   */
  Dataset<Row> pending(Dataset<Row> files, InputArchives archives) {
    if (isEmpty) {
      Dataset<Row> known = warehouse.read(Table.FRAMES).select("source_id").distinct();
      return files
          .join(known, JoinColumns.of("source_id"), "left_anti")
          .withColumn("is_retried", lit(false));
    }
    Column isSettled = isUnreadable().equalTo(false);
    Dataset<Row> known =
        warehouse
            .read(Table.FRAMES)
            .groupBy(col("source_id").as("known_id"))
            .agg(max(isSettled).as("is_settled"));
    Dataset<Row> unsettled =
        files
            .join(known, col("source_id").equalTo(col("known_id")), "left_outer")
            .where("is_settled IS NULL OR NOT is_settled")
            .withColumn("is_retried", col("known_id").isNotNull())
            .drop("known_id", "is_settled");
    return archives.readable(unsettled);
  }

  /**
   * The {@code source_id} of those whose row is out of date: of folders that could be listed now,
   * and of files that have changed since, so that a pending file has their path.
   *
   * @param pending the files that the table does not hold
   */
  List<String> superseded(Dataset<Row> pending, InputArchives archives) {
    if (isEmpty) {
      return List.of();
    }
    Dataset<Row> listed = archives.listedFolders();
    Dataset<Row> paths = archives.storedPaths(pending.where("NOT is_retried"));
    Dataset<Row> wholly =
        rows()
            .join(
                warehouse
                    .read(Table.FRAMES)
                    .where(isUnreadable().equalTo(false))
                    .select("source_id"),
                JoinColumns.of("source_id"),
                "left_anti");
    Dataset<Row> changed =
        wholly
            .join(archives.listing(), JoinColumns.of("source_id"), "left_anti")
            .withColumn("stored_path", Quarantine.memberPath())
            .join(paths, JoinColumns.of("stored_path"), "left_semi");
    return wholly
        .join(listed, JoinColumns.of("source_id"), "left_semi")
        .select("source_id")
        .union(changed.select("source_id"))
        .distinct()
        .limit(MOST_SUPERSEDED)
        .as(Encoders.STRING())
        .collectAsList();
  }

  /** The rows of sources, as an SQL condition on {@code frames}. */
  static String condition(List<String> sourceIds) {
    return SqlText.in("source_id", sourceIds)
        + " AND status = "
        + SqlText.quoted(Reason.UNREADABLE.code());
  }

  private Dataset<Row> rows() {
    return warehouse.read(Table.FRAMES).where(isUnreadable()).select("source_id", "source_path");
  }

  private Column isUnreadable() {
    return col("status").equalTo(Reason.UNREADABLE.code()).and(col("run_id").notEqual(runId));
  }
}
