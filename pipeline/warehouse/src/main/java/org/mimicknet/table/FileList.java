/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Files of a table that are known without a query. Delta lists the files of a small table, 50 by
 * default, in the checksum file of each version; by its usual way, a replay of the log in Spark, a
 * fresh JVM needs seconds for the same list.
 *
 * @param snapshot a version of the table, for its columns
 */
record FileList(Snapshot snapshot, List<AddFile> files) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The live files of a version, where its checksum file lists them. */
  static Optional<FileList> of(Snapshot snapshot) {
    Option<VersionChecksum> checksum = snapshot.checksumOpt();
    if (checksum.isEmpty() || checksum.get().allFiles().isEmpty()) {
      return Optional.empty();
    }
    List<AddFile> files = JavaConverters.seqAsJavaList(checksum.get().allFiles().get());
    boolean complete =
        files.size() == checksum.get().numFiles()
            && bytes(files) == checksum.get().tableSizeBytes();
    return complete ? Optional.of(new FileList(snapshot, files)) : Optional.empty();
  }

  /** The rows of the files. */
  Dataset<Row> rows() {
    SparkSession spark = SparkSession.active();
    if (files.isEmpty()) {
      return spark.createDataFrame(List.of(), snapshot.schema());
    }
    return spark.baseRelationToDataFrame(
        snapshot
            .deltaLog()
            .buildHadoopFsRelationWithFileIndex(
                snapshot, new ListedFiles(spark, snapshot, files), Option.empty(), true));
  }

  /**
   * Without the files that hold none of the values, as far as their statistics tell.
   *
   * @param column a column of timestamps
   */
  FileList holding(String column, List<Timestamp> values) {
    return new FileList(
        snapshot, files.stream().filter(file -> mayHold(file, column, values)).toList());
  }

  /** Whether that is all that the files hold: false if one of them does not say. */
  boolean isWithin(long rows, long bytes) {
    return files.stream().allMatch(file -> file.numLogicalRecords().isDefined())
        && files.stream().mapToLong(file -> (Long) file.numLogicalRecords().get()).sum() <= rows
        && bytes(files) <= bytes;
  }

  private static boolean mayHold(AddFile file, String column, List<Timestamp> values) {
    try {
      JsonNode statistics = JSON.readTree(file.stats());
      Instant least =
          OffsetDateTime.parse(statistics.at("/minValues/" + column).asText()).toInstant();
      // Delta cuts what is less than a millisecond.
      Instant most =
          OffsetDateTime.parse(statistics.at("/maxValues/" + column).asText())
              .toInstant()
              .plusMillis(1);
      return values.stream()
          .map(Timestamp::toInstant)
          .anyMatch(value -> !value.isBefore(least) && !value.isAfter(most));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException unknown) {
      return true;
    }
  }

  private static long bytes(List<AddFile> files) {
    return files.stream().mapToLong(AddFile::size).sum();
  }
}
