/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * Which rows of {@code frames} a batch of a replay replaces, and which members of its archives it
 * reads for them. A row names its member by its path, unless the table withholds it: then the path
 * holds the number of the member, which an upgrade may change.
 */
final class MemberAddresses {
  private static final StructType PATHS =
      new StructType()
          .add("wanted_id", DataTypes.StringType)
          .add("wanted_path", DataTypes.StringType);

  private final Warehouse warehouse;
  private final Quarantine quarantine;

  MemberAddresses(Warehouse warehouse, Quarantine quarantine) {
    this.warehouse = warehouse;
    this.quarantine = quarantine;
  }

  /**
   * The rows that a batch replaces, as an SQL condition: the chosen ones. Of a source that has
   * withheld paths among them, all rows with such paths are replaced, whatever their reason.
   */
  String replaced(List<ReplaySource> batch) {
    String chosen = idIn(batch) + " AND " + quarantine.condition();
    List<ReplaySource> withheld = batch.stream().filter(ReplaySource::hasWithheld).toList();
    return withheld.isEmpty()
        ? chosen
        : "%s OR %s AND startswith(source_path, %s)"
            .formatted(chosen, idIn(withheld), SqlText.quoted(WantedMembers.WITHHELD));
  }

  /** What is to be read of each source. */
  Map<PendingSource, WantedMembers> wanted(List<ReplaySource> batch) {
    Map<String, Set<String>> present = present(batch);
    return batch.stream()
        .collect(
            Collectors.toMap(
                ReplaySource::source,
                source ->
                    new WantedMembers(
                        source.statuses(),
                        present.getOrDefault(source.id(), Set.of()),
                        source.hasWithheld())));
  }

  /** The rows at or below the wanted paths that stay; all of a source with withheld paths. */
  private Map<String, Set<String>> present(List<ReplaySource> batch) {
    Dataset<Row> paths = warehouse.spark().createDataset(paths(batch), Encoders.row(PATHS));
    Column isAtOrBelow =
        col("wanted_path")
            .isNull()
            .or(col("member").equalTo(col("wanted_path")))
            .or(col("member").startsWith(concat(col("wanted_path"), lit("!/"))));
    Map<String, Set<String>> present = new HashMap<>();
    warehouse
        .read(Table.FRAMES)
        .where(idIn(batch))
        .where(not(expr(replaced(batch))))
        .select(col("source_id"), col("source_path"), Quarantine.memberPath().as("member"))
        .join(
            broadcast(paths),
            col("source_id").equalTo(col("wanted_id")).and(isAtOrBelow),
            "left_semi")
        .collectAsList()
        .forEach(
            row ->
                present
                    .computeIfAbsent(row.getString(0), id -> new HashSet<>())
                    .add(row.getString(1)));
    return present;
  }

  /** The wanted paths of each source; NULL for all. */
  private static List<Row> paths(List<ReplaySource> batch) {
    List<Row> paths = new ArrayList<>();
    for (ReplaySource source : batch) {
      if (source.hasWithheld()) {
        paths.add(RowFactory.create(source.id(), null));
      } else {
        source.statuses().keySet().forEach(path -> paths.add(RowFactory.create(source.id(), path)));
      }
    }
    return paths;
  }

  private static String idIn(List<ReplaySource> sources) {
    return SqlText.in("source_id", sources.stream().map(ReplaySource::id).toList());
  }
}
