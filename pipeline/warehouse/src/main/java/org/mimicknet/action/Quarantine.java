/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.config.Tunables;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** The quarantined members that a replay chooses: those of its reasons that it has not written. */
final class Quarantine {
  private final Warehouse warehouse;
  private final List<String> reasons;
  private final String runId;

  Quarantine(Warehouse warehouse, Set<Reason> reasons, String runId) {
    this.warehouse = warehouse;
    this.reasons = reasons.stream().map(Reason::code).sorted().toList();
    this.runId = runId;
  }

  /** The rows of the members, as an SQL condition on {@code frames}. */
  String condition() {
    return SqlText.in("status", reasons) + " AND run_id <> " + SqlText.quoted(runId);
  }

  /** The path of the member that a row of {@code frames} is of. */
  static Column memberPath() {
    return regexp_replace(col("source_path"), "#[0-9]+$", "");
  }

  /**
   * What there is to do.
   *
   * @param listing {@code source_id} of the sources that are there
   */
  Replay.Plan plan(Dataset<Row> listing) {
    Dataset<Row> sources = listing.select(col("source_id").as("listed"));
    Row row =
        members()
            .join(sources, col("source_id").equalTo(col("listed")), "left_outer")
            .agg(
                count(col("listed")),
                countDistinct("listed"),
                count(when(col("listed").isNull(), 1)),
                countDistinct(when(col("listed").isNull(), col("source_id"))),
                min(when(col("listed").isNull(), col("member"))))
            .first();
    return new Replay.Plan(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.isNullAt(4) ? "" : row.getString(4));
  }

  /**
   * The next sources by path, up to the size of a batch, at least one.
   *
   * @param listing the sources that are there, as {@link SourceListing#files} gives them
   */
  List<ReplaySource> nextBatch(Dataset<Row> listing, long batchBytes) {
    Tunables tunables = Tunables.of(warehouse.spark());
    int mostMembers = tunables.get(ActionTunables.REPLAY_BATCH_MEMBERS);
    Dataset<Row> sources =
        members()
            .join(
                listing
                    .where("problem IS NULL")
                    .select(col("source_id").as("listed"), col("uri"), col("bytes"), col("path")),
                col("source_id").equalTo(col("listed")))
            .groupBy("source_id", "uri", "bytes", "path")
            .agg(collect_list(struct("member", "status")).as("members"));
    List<Row> rows =
        FirstRows.of(sources, "uri", tunables.get(ActionTunables.REPLAY_BATCH_SOURCES));
    List<ReplaySource> batch = new ArrayList<>();
    long bytes = 0;
    long members = 0;
    for (Row row : rows) {
      Map<String, String> statuses = new HashMap<>();
      for (Row member : row.<Row>getList(4)) {
        statuses.put(member.getString(0), member.getString(1));
      }
      bytes += row.getLong(2);
      members += statuses.size();
      if (!batch.isEmpty() && (bytes > batchBytes || members > mostMembers)) {
        break;
      }
      Source source = new Source(row.getString(1), row.getLong(2), row.getString(3));
      batch.add(new ReplaySource(new PendingSource(row.getString(0), source), statuses));
    }
    return batch;
  }

  private Dataset<Row> members() {
    return warehouse
        .read(Table.FRAMES)
        .where(condition())
        .groupBy(col("source_id"), memberPath().as("member"))
        .agg(min("status").as("status"));
  }
}
