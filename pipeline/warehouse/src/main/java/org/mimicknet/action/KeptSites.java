/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * The sites of sources whose rows all have the same one: the ingest may have been given it, so that
 * a replay without {@code --site} keeps it.
 */
final class KeptSites {
  private static final StructType SITES =
      new StructType()
          .add("kept_source_id", DataTypes.StringType)
          .add("kept_site", DataTypes.StringType);

  private final Dataset<Row> sites;

  private KeptSites(Dataset<Row> sites) {
    this.sites = sites;
  }

  /** Those that the table {@code frames} has now. */
  static KeptSites of(Warehouse warehouse, List<ReplaySource> sources) {
    List<Row> sites =
        warehouse
            .read(Table.FRAMES)
            .where(SqlText.in("source_id", sources.stream().map(ReplaySource::id).toList()))
            .groupBy("source_id")
            .agg(min("site").as("least"), max("site").as("most"))
            .where("least = most AND least <> 'unknown'")
            .select("source_id", "least")
            .collectAsList();
    return new KeptSites(warehouse.spark().createDataset(sites, Encoders.row(SITES)));
  }

  /** The rows, at these sites where there are some. */
  Dataset<Row> in(Dataset<Row> rows) {
    return rows.join(
            broadcast(sites), col("source_id").equalTo(col("kept_source_id")), "left_outer")
        .withColumn("site", coalesce(col("kept_site"), col("site")))
        .drop("kept_source_id", "kept_site");
  }
}
