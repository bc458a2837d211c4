/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.cluster.Shared;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.privacy.Privacy;

/** The archives and files that an action is given: listed once, and read with their metadata. */
final class InputArchives implements AutoCloseable {
  private final SparkSession spark;
  private final Dataset<Row> listing;
  private final SourceDecoder decoder;
  private final MetadataFiles metadata;

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
    Shared<SerializableConfiguration> hadoop = Shared.hadoop(spark);
    this.decoder = SourceDecoder.of(spark, hadoop, settings, privacy);
    this.listing =
        SourceListing.of(spark, hadoop, Stream.concat(inputs.stream(), metadata.stream()).toList())
            .persist(StorageLevel.DISK_ONLY());
    List<String> named = metadata.stream().map(path -> SourceListing.root(spark, path)).toList();
    this.metadata = new MetadataFiles(listing, named, hadoop, settings.limits());
  }

  /** {@code source_id, uri, path, bytes} of each. */
  Dataset<Row> listing() {
    return listing;
  }

  /** The rows of all that the sources hold, with their metadata. */
  Dataset<Row> rows(List<PendingSource> sources) {
    return decoder.rows(spark, sources, metadata.lookup());
  }

  /** The rows of the wanted members of sources, with their metadata. */
  Dataset<Row> rows(Map<PendingSource, WantedMembers> wanted) {
    return decoder.rows(spark, wanted, metadata.lookup());
  }

  @Override
  public void close() {
    listing.unpersist();
  }
}
