/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.privacy.Privacy;

/** The archives and files that an action is given: listed once, and read with their metadata. */
final class InputArchives implements AutoCloseable {
  private final SparkSession spark;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final List<String> namedMetadata;
  private final ReadSettings settings;
  private final Dataset<Row> listing;
  private final SourceDecoder decoder;
  private MetadataTable metadata;

  /**
   * @throws org.mimicknet.UserException if a path does not exist
   */
  InputArchives(
      SparkSession spark,
      List<String> inputs,
      List<String> metadata,
      ReadSettings settings,
      Privacy privacy) {
    this.spark = spark;
    this.hadoop = Broadcasts.hadoop(spark);
    this.namedMetadata = metadata;
    this.settings = settings;
    this.decoder = SourceDecoder.of(spark, hadoop, settings, privacy);
    this.listing =
        SourceListing.of(spark, hadoop, Stream.concat(inputs.stream(), metadata.stream()).toList())
            .persist(StorageLevel.DISK_ONLY());
  }

  /** {@code source_id, uri, path, bytes} of each. */
  Dataset<Row> listing() {
    return listing;
  }

  /** The rows of all that the sources hold, with their metadata. */
  Dataset<Row> rows(List<PendingSource> sources) {
    return metadata().joinedTo(decoder.rows(spark, sources));
  }

  /** The rows of the wanted members of sources, with their metadata. */
  Dataset<Row> rows(Map<PendingSource, WantedMembers> wanted) {
    return metadata().joinedTo(decoder.rows(spark, wanted));
  }

  private MetadataTable metadata() {
    if (metadata == null) {
      List<String> named =
          namedMetadata.stream().map(path -> SourceListing.root(spark, path)).toList();
      metadata =
          JobGroup.describe(
              spark,
              "Look for metadata",
              () -> MetadataTable.of(listing, named, hadoop, settings.limits()));
    }
    return metadata;
  }

  @Override
  public void close() {
    listing.unpersist();
  }
}
