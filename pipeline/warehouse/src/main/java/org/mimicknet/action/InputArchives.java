/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.cluster.Shared;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.privacy.Privacy;
import org.mimicknet.table.Table;
import org.mimicknet.table.TableVersion;
import org.mimicknet.table.Warehouse;

/** The archives and files that an action is given: listed once, and read with their metadata. */
final class InputArchives implements AutoCloseable {
  private final SparkSession spark;
  private final Warehouse warehouse;
  private final SourceListing sources;
  private final long count;
  private final boolean isEmpty;

  /** Names what is to be ingested: the inputs, and the metadata that go with them. */
  private final String work;

  private final Dataset<Row> listing;
  private final SourceDecoder decoder;
  private final MetadataFiles metadata;
  private final Privacy privacy;

  /**
   * Lists them.
   *
   * @throws org.mimicknet.UserException if a path does not exist, or a list names none
   * @throws StorageFailedException if the storage does not list one
   */
  InputArchives(Warehouse warehouse, GivenPaths given, ReadSettings settings, Privacy privacy) {
    this.spark = warehouse.spark();
    this.warehouse = warehouse;
    this.privacy = privacy;
    Shared<SerializableConfiguration> hadoop = Shared.hadoop(spark);
    this.decoder = SourceDecoder.of(spark, hadoop, settings, privacy);
    this.sources = SourceListing.of(spark, hadoop, given);
    try {
      Row counts =
          sources
              .files()
              .agg(
                  functions.count(lit(1)),
                  functions.count(when(col("is_input"), 1)),
                  functions.count(
                      when(size(array_except(col("spelt_ids"), array(col("source_id")))).gt(0), 1)),
                  sumOfIds(1, col("is_input")),
                  sumOfIds(17, col("is_input")),
                  sumOfIds(1, not(col("is_input"))),
                  sumOfIds(17, not(col("is_input"))))
              .first();
      this.count = counts.getLong(0);
      this.isEmpty = counts.getLong(1) == 0;
      this.work =
          "ingest %s of %s: %s %s, %s %s"
              .formatted(
                  counts.get(1),
                  counts.get(0),
                  counts.get(3),
                  counts.get(4),
                  counts.get(5),
                  counts.get(6));
      this.listing = counts.getLong(2) == 0 ? sources.files() : asKnown(warehouse, sources.files());
      this.metadata = new MetadataFiles(listing, given.metadata(), hadoop, settings.limits());
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
  }

  /**
   * Of 15 hexadecimal digits of the ids of some files: with another, and their number, it tells
   * these from any others, in whatever order they are listed.
   */
  private static Column sumOfIds(int from, Column some) {
    Column digits = conv(substring(col("source_id"), from, 15), 16, 10).cast("decimal(38,0)");
    return functions.sum(when(some, digits)).cast("string");
  }

  /** What is held of the inputs, where an earlier run has found that nothing is to be read. */
  Optional<HeldFrames> settled() {
    return warehouse
        .settled(work)
        .filter(counts -> counts.keySet().containsAll(List.of("ok", "failed")))
        .map(counts -> new HeldFrames(counts.get("ok"), counts.get("failed")));
  }

  /** Keeps that nothing is to be read, with a version of {@code frames}. */
  void settle(TableVersion frames, HeldFrames held) {
    warehouse.settle(
        work, Map.of(Table.FRAMES, frames), Map.of("ok", held.ok(), "failed", held.failed()));
  }

  /** How many there are. */
  long count() {
    return count;
  }

  /** Whether the inputs hold nothing at all. */
  boolean isEmpty() {
    return isEmpty;
  }

  /** Each of them, with the columns of {@link SourceListing#files}. */
  Dataset<Row> listing() {
    return listing;
  }

  /** {@link SourceListing#onceUnlisted}. */
  Dataset<Row> onceUnlisted() {
    return sources.onceUnlisted();
  }

  /** {@link SourceDecoder#readable}. */
  Dataset<Row> readable(Dataset<Row> files) {
    return decoder.readable(files);
  }

  /**
   * The files, a source that an earlier version has stored under its path with links by the id that
   * it has there.
   */
  private static Dataset<Row> asKnown(Warehouse warehouse, Dataset<Row> files) {
    Dataset<Row> known =
        warehouse.read(Table.FRAMES).select(col("source_id").as("known_id")).distinct();
    Dataset<Row> earlier =
        files
            .select(col("source_id"), explode(col("spelt_ids")).as("known_id"))
            .join(known, new String[] {"known_id"}, "left_semi")
            .groupBy("source_id")
            .agg(min("known_id").as("known_id"));
    return files
        .join(earlier, new String[] {"source_id"}, "left_outer")
        .withColumn("source_id", coalesce(col("known_id"), col("source_id")))
        .drop("known_id")
        .persist(StorageLevel.DISK_ONLY());
  }

  /** The rows of all that the sources hold, with their metadata. */
  Dataset<Row> rows(List<PendingSource> sources) {
    return decoder.rows(spark, sources, metadata.join());
  }

  /** The rows of the wanted members of sources, with their metadata. */
  Dataset<Row> rows(Map<PendingSource, WantedMembers> wanted) {
    return decoder.rows(spark, wanted, metadata.join());
  }

  /** What became of the rows of metadata CSVs outside of archives. */
  List<MetadataUse> metadataUse() {
    return metadata.use(privacy);
  }

  @Override
  public void close() {
    metadata.close();
    listing.unpersist();
    sources.close();
  }
}
