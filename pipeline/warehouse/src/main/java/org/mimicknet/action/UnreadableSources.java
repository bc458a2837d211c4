/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.mimicknet.archive.Reason;
import org.mimicknet.table.Warehouse;

/**
 * The sources of which {@code frames} holds nothing but that they could not be read, by a run
 * before this one: a file or folder without permission, or one that had vanished. Each run looks at
 * them again, and where they can be read now, their rows go with the commit of what they give.
 */
final class UnreadableSources implements AutoCloseable {
  /** More of them wait for the next run: they stand in the condition of one commit. */
  private static final int MOST_SUPERSEDED = 1_000;

  private final Warehouse warehouse;
  private final KnownSources known;
  private final InputArchives archives;
  private JavaRDD<String> readable;

  UnreadableSources(Warehouse warehouse, KnownSources known, InputArchives archives) {
    this.warehouse = warehouse;
    this.known = known;
    this.archives = archives;
  }

  private boolean isEmpty() {
    return known.rows().where("is_unreadable").isEmpty();
  }

  /**
   * Of the files of the listing those that the table does not hold, with the column {@code
   * is_retried}: whether it holds that they could not be read.
   */
  Dataset<Row> pending() {
    if (isEmpty()) {
      return archives
          .listing()
          .join(known.rows().select("source_id"), byId(), "left_anti")
          .withColumn("is_retried", lit(false));
    }
    return unsettled()
        .join(readable().withColumn("is_readable", lit(true)), byId(), "left_outer")
        .where("NOT is_retried OR is_readable")
        .drop("is_readable");
  }

  private Dataset<Row> unsettled() {
    Dataset<Row> there = known.rows().select(col("source_id").as("known_id"), col("is_settled"));
    return archives
        .listing()
        .join(there, col("source_id").equalTo(col("known_id")), "left_outer")
        .where("is_settled IS NULL OR NOT is_settled")
        .withColumn("is_retried", col("known_id").isNotNull())
        .drop("known_id", "is_settled");
  }

  /**
   * The {@code source_id} of those that can be opened now: each is opened once in a run. An RDD,
   * for Spark would make a cached query on {@code frames} anew after each commit.
   */
  private Dataset<Row> readable() {
    if (readable == null) {
      readable =
          archives
              .readable(unsettled().where("is_retried"))
              .select("source_id")
              .as(Encoders.STRING())
              .javaRDD()
              .persist(StorageLevel.DISK_ONLY());
    }
    return warehouse.spark().createDataset(readable.rdd(), Encoders.STRING()).toDF("source_id");
  }

  @Override
  public void close() {
    if (readable != null) {
      readable.unpersist();
    }
  }

  /**
   * The {@code source_id} of those whose row is out of date: of folders that could be listed now,
   * and of links that lead somewhere. A file that was replaced meanwhile keeps its row, for nothing
   * tells it from a file of that path in another input.
   */
  List<String> superseded() {
    if (isEmpty()) {
      return List.of();
    }
    return known
        .rows()
        .where("is_unreadable AND NOT is_settled")
        .select("source_id")
        .join(archives.onceUnlisted(), byId(), "left_semi")
        .distinct()
        .limit(MOST_SUPERSEDED)
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static String[] byId() {
    return new String[] {"source_id"};
  }

  /** The rows of sources, as an SQL condition on {@code frames}. */
  static String condition(List<String> sourceIds) {
    return SqlText.in("source_id", sourceIds)
        + " AND status = "
        + SqlText.quoted(Reason.UNREADABLE.code());
  }
}
