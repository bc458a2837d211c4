/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.UserException;
import org.mimicknet.action.ListedEntry.Kind;
import org.mimicknet.archive.Source;
import org.mimicknet.cluster.Shared;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.Storages;

/**
 * The files below the inputs, each once, listed by tasks in rounds: the first lists the inputs
 * themselves, each further one the folders that the round before has left. The driver holds the
 * inputs and the targets of links to folders; a listing costs one storage request per folder and
 * thousand files or so.
 *
 * <p>A file is known by where it really lies, however the inputs are spelt and whatever links lead
 * to its folder: a link to a folder that an input or another link covers is not followed. A link to
 * a file is a file of its own.
 */
final class SourceListing implements AutoCloseable {
  private static final int FOLDERS_PER_WALK = 1_000;

  private final SparkSession spark;
  private final Shared<SerializableConfiguration> hadoop;
  private final List<Dataset<Row>> rounds = new ArrayList<>();
  private final Set<String> covered = new TreeSet<>();
  private Dataset<Row> files;

  private SourceListing(SparkSession spark, Shared<SerializableConfiguration> hadoop) {
    this.spark = spark;
    this.hadoop = hadoop;
  }

  /**
   * Lists inputs and metadata.
   *
   * @throws UserException if one of them does not exist
   * @throws StorageFailedException if the storage does not list one
   */
  static SourceListing of(
      SparkSession spark,
      Shared<SerializableConfiguration> hadoop,
      List<String> inputs,
      List<String> metadata) {
    List<String> given = Stream.concat(inputs.stream(), metadata.stream()).toList();
    SourceListing listing = new SourceListing(spark, hadoop);
    try {
      listing.walk(given);
      listing.gather(inputs.size());
      return listing;
    } catch (Exception e) {
      listing.close();
      Causes.find(e, ListingException.class)
          .ifPresent(
              failure -> {
                throw new StorageFailedException(
                    "Cannot list %s: %s. Run again when the storage is well"
                        .formatted(given.get(failure.input()), failure.getCause().getMessage()),
                    e);
              });
      throw e;
    }
  }

  /**
   * {@code source_id, uri, path, bytes} of the files and of what cannot be read, which has a {@code
   * problem}; {@code is_input} says whether an input holds it, {@code named} which of the paths of
   * metadata, from 0. The {@code spelt_ids} are what an earlier version took for the source_id: of
   * the path as each input spells it, links and all.
   */
  Dataset<Row> files() {
    return files;
  }

  /**
   * The {@code source_id} that what is listed had where it could not be: a folder without
   * permission, or a link that led to nothing.
   */
  Dataset<Row> onceUnlisted() {
    Column isLink = is(Kind.LINKED_FOLDER);
    Column isFile = is(Kind.FILE).and(col("bytes").notEqual(0).or(col("modified_ms").notEqual(0)));
    Column where = when(isLink, col("spelt")).otherwise(col("uri"));
    return all()
        .where(is(Kind.LISTED_FOLDER).or(isLink).or(isFile))
        .select(id(where, lit(0), lit(0)).as("source_id"));
  }

  /** The files where the driver can hold them. */
  List<PendingSource> sources() {
    return files.collectAsList().stream().map(PendingSource::of).toList();
  }

  @Override
  public void close() {
    rounds.forEach(Dataset::unpersist);
    if (files != null) {
      files.unpersist();
    }
  }

  private void walk(List<String> given) {
    List<Row> roots =
        IntStream.range(0, given.size())
            .mapToObj(i -> ListedEntry.root(qualified(spark, given.get(i)), i).row())
            .toList();
    Dataset<Row> round = round(spark.createDataset(roots, ListedEntry.encoder()), 1);
    requireAll(round, given);
    covered.addAll(uris(round.where(is(Kind.LISTED_FOLDER))));
    while (true) {
      Row left = round.agg(count(is(Kind.FOLDER)), count(is(Kind.LINKED_FOLDER))).first();
      List<Row> links = left.getLong(1) == 0 ? List.of() : uncovered(round);
      if (left.getLong(0) == 0 && links.isEmpty()) {
        return;
      }
      Dataset<Row> folders =
          round
              .where(is(Kind.FOLDER))
              .union(spark.createDataset(links, ListedEntry.encoder()))
              .repartition(Slots.of(spark).expected());
      round = round(folders, FOLDERS_PER_WALK);
    }
  }

  private Dataset<Row> round(Dataset<Row> starts, int mostFolders) {
    Shared<SerializableConfiguration> conf = hadoop;
    Dataset<Row> round =
        starts
            .flatMap(
                (Row start) ->
                    new FolderWalk(ListedEntry.of(start), conf.value().value(), mostFolders),
                ListedEntry.encoder())
            .persist(StorageLevel.DISK_ONLY());
    rounds.add(round);
    return round;
  }

  private static void requireAll(Dataset<Row> round, List<String> given) {
    round.where(is(Kind.MISSING)).collectAsList().stream()
        .map(ListedEntry::of)
        .findFirst()
        .ifPresent(
            missing -> {
              throw new UserException(
                  "Cannot read %s: %s".formatted(given.get(missing.input()), missing.problem()));
            });
  }

  /** The targets of links that lie in no folder that is walked anyway. */
  private List<Row> uncovered(Dataset<Row> round) {
    List<Row> uncovered = new ArrayList<>();
    round.where(is(Kind.LINKED_FOLDER)).orderBy("uri", "input", "spelt").collectAsList().stream()
        .map(ListedEntry::of)
        .forEach(
            link -> {
              if (!isCovered(link.uri())) {
                covered.add(link.uri());
                uncovered.add(link.as(Kind.FOLDER).row());
              }
            });
    return uncovered;
  }

  private boolean isCovered(String uri) {
    for (Path folder = new Path(uri); folder != null; folder = folder.getParent()) {
      if (covered.contains(folder.toString())) {
        return true;
      }
    }
    return false;
  }

  private void gather(int inputs) {
    files =
        all()
            .where(is(Kind.FILE).or(is(Kind.UNREADABLE)))
            .filter((Row entry) -> !source(ListedEntry.of(entry)).isJunk())
            .groupBy("uri")
            .agg(
                min(struct("input", "path", "bytes", "modified_ms", "problem")).as("first"),
                collect_set(id("spelt")).as("spelt_ids"),
                min(when(col("input").geq(inputs), col("input").minus(inputs))).as("named"))
            .select(col("uri"), col("first.*"), col("spelt_ids"), col("named"))
            .select(
                id("uri").as("source_id"),
                col("uri"),
                col("path"),
                col("bytes"),
                col("problem"),
                col("input").lt(inputs).as("is_input"),
                col("named"),
                col("spelt_ids"))
            .persist(StorageLevel.DISK_ONLY());
  }

  private Dataset<Row> all() {
    return rounds.stream().reduce(Dataset::union).orElseThrow();
  }

  private static Column is(Kind kind) {
    return when(col("kind").equalTo(kind.name()), lit(true));
  }

  private static Column id(String uri) {
    return id(col(uri), col("bytes"), col("modified_ms"));
  }

  private static Column id(Column uri, Column bytes, Column modifiedMs) {
    return sha2(concat_ws("\n", uri, bytes, modifiedMs), 256);
  }

  private static List<String> uris(Dataset<Row> entries) {
    return entries.select("uri").collectAsList().stream().map(row -> row.getString(0)).toList();
  }

  private static Source source(ListedEntry file) {
    return new Source(file.uri(), file.bytes(), file.path());
  }

  private static String qualified(SparkSession spark, String input) {
    String cannot = "Cannot read " + input;
    try {
      Path path = new Path(input);
      FileSystem fs = Storages.open(cannot, path, HadoopSettings.of(spark));
      return fs.makeQualified(path).toString();
    } catch (UserException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      String problem = "%s: %s".formatted(cannot, e.getMessage());
      // Hadoop finds an unknown host to be an illegal argument.
      boolean isWrong =
          e instanceof IllegalArgumentException
              && Causes.find(e, UnknownHostException.class).isEmpty();
      throw isWrong
          ? new UserException(problem, e)
          : new StorageFailedException(problem + ". Run again when the storage is well", e);
    }
  }
}
