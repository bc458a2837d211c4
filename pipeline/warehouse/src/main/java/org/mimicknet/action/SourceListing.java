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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
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
import scala.Tuple2;

/**
 * The files below the inputs, each once, listed by tasks in rounds: the first looks at the inputs
 * themselves and at what lists name, each further one at the folders that the round before has
 * left. The driver holds the inputs of the command line and counts, however many files, folders,
 * links and lines of lists there are; a listing costs one storage request per folder and thousand
 * files or so, and one for each line of a list.
 *
 * <p>A file is known by where it really lies, however the inputs are spelt and whatever links lead
 * to its folder: a link to a folder that an input or another link covers is not followed. A link to
 * a file is a file of its own.
 */
final class SourceListing implements AutoCloseable {
  private static final int FOLDERS_PER_WALK = 1_000;

  private final SparkSession spark;
  private final Shared<SerializableConfiguration> hadoop;
  private final GivenPaths given;
  private final List<Dataset<Row>> rounds = new ArrayList<>();
  private Dataset<Row> files;

  private SourceListing(
      SparkSession spark, Shared<SerializableConfiguration> hadoop, GivenPaths given) {
    this.spark = spark;
    this.hadoop = hadoop;
    this.given = given;
  }

  /**
   * Lists inputs and metadata.
   *
   * @throws UserException if one of them does not exist, a pattern matches nothing, or a list names
   *     nothing; what a list names and is not there is a file that cannot be read
   * @throws StorageFailedException if the storage does not list one
   */
  static SourceListing of(
      SparkSession spark, Shared<SerializableConfiguration> hadoop, GivenPaths given) {
    SourceListing listing = new SourceListing(spark, hadoop, given);
    try {
      listing.walk();
      listing.gather(given.firstMetadata());
      return listing;
    } catch (Exception e) {
      listing.close();
      Causes.find(e, ListingException.class)
          .ifPresent(
              failure -> {
                throw new StorageFailedException(
                    "Cannot list %s%s: %s. Run again when the storage is well"
                        .formatted(
                            given.isList(failure.input()) ? "what is named by " : "",
                            given.path(failure.input()),
                            failure.getCause().getMessage()),
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

  private void walk() {
    Set<Integer> fruitful = new HashSet<>();
    Dataset<Row> round = round(starts(), 1);
    while (true) {
      Row left =
          round
              .agg(
                  count(is(Kind.FOLDER).or(is(Kind.PATTERN))),
                  count(is(Kind.LINKED_FOLDER)),
                  count(is(Kind.MISSING)),
                  collect_set(when(col("kind").notEqual(Kind.PATTERN.name()), col("input"))))
              .first();
      if (left.getLong(2) > 0) {
        throw missing(round);
      }
      fruitful.addAll(left.getList(3));
      if (left.getLong(0) == 0 && left.getLong(1) == 0) {
        requireAll(fruitful);
        return;
      }
      Dataset<Row> folders = round.where(is(Kind.FOLDER).or(is(Kind.PATTERN)));
      round =
          round(
              (left.getLong(1) == 0 ? folders : folders.union(uncovered(round)))
                  .repartition(Slots.of(spark).expected()),
              FOLDERS_PER_WALK);
    }
  }

  private Dataset<Row> starts() {
    List<Row> roots = new ArrayList<>();
    for (int i = 0; i < given.inputs().size(); i++) {
      roots.add(ListedEntry.root(qualified(spark, given.inputs().get(i)), i).row());
    }
    for (int i = 0; i < given.metadata().size(); i++) {
      String path = qualified(spark, given.metadata().get(i));
      roots.add(ListedEntry.root(path, given.firstMetadata() + i).row());
    }
    Dataset<Row> named = spark.createDataset(roots, ListedEntry.encoder());
    return given.lists().isEmpty() ? named : named.union(PathLists.entries(spark, hadoop, given));
  }

  private Dataset<Row> round(Dataset<Row> starts, int mostFolders) {
    Shared<SerializableConfiguration> conf = hadoop;
    Dataset<Row> round =
        starts
            .flatMap(
                (Row start) ->
                    ListedEntry.of(start).kind() == Kind.MISSING
                        ? List.of(start).iterator()
                        : new FolderWalk(ListedEntry.of(start), conf.value().value(), mostFolders),
                ListedEntry.encoder())
            .persist(StorageLevel.DISK_ONLY());
    rounds.add(round);
    return round;
  }

  private UserException missing(Dataset<Row> round) {
    ListedEntry first =
        ListedEntry.of(round.where(is(Kind.MISSING)).orderBy("input", "uri").limit(1).first());
    String path = given.path(first.input());
    return new UserException(
        "Cannot read %s: %s"
            .formatted(
                given.isList(first.input()) ? first.uri() + ", which " + path + " names" : path,
                first.problem()));
  }

  /** Each input gives something: a pattern may match nothing, and a list be empty. */
  private void requireAll(Set<Integer> fruitful) {
    for (int i = 0; i < given.firstMetadata(); i++) {
      if (!fruitful.contains(i)) {
        throw new UserException(
            (given.isList(i)
                    ? "Cannot read the list of inputs %s: it names no path; give a path in each"
                        + " line"
                    : "Cannot read %s: there is no such file or folder, and as a pattern it matches"
                        + " none. Check the path and its wildcards")
                .formatted(given.path(i)));
      }
    }
  }

  /**
   * The targets of links that lie in no folder that is known already, nor in another such target.
   */
  private Dataset<Row> uncovered(Dataset<Row> round) {
    Dataset<Row> targets =
        round
            .where(is(Kind.LINKED_FOLDER))
            .groupBy("uri")
            .agg(min(struct("input", "spelt", "path")).as("first"));
    Dataset<Row> folders =
        targets
            .select("uri")
            .as(Encoders.STRING())
            .flatMap(
                (FlatMapFunction<String, Tuple2<String, String>>)
                    target ->
                        ancestors(target).map(folder -> new Tuple2<>(target, folder)).iterator(),
                Encoders.tuple(Encoders.STRING(), Encoders.STRING()))
            .toDF("uri", "folder");
    Dataset<Row> known =
        all().where(is(Kind.FOLDER).or(is(Kind.LISTED_FOLDER))).select(col("uri").as("folder"));
    Dataset<Row> covered =
        folders
            .join(known, new String[] {"folder"}, "left_semi")
            .union(
                folders
                    .select("folder", "uri")
                    .where("folder <> uri")
                    .join(
                        targets.select(col("uri").as("folder")),
                        new String[] {"folder"},
                        "left_semi"))
            .select("uri");
    return targets
        .join(covered, new String[] {"uri"}, "left_anti")
        .select(
            lit(Kind.FOLDER.name()).as("kind"),
            col("uri"),
            col("first.spelt"),
            col("first.path"),
            lit(0L).as("bytes"),
            lit(0L).as("modified_ms"),
            lit(null).cast("string").as("problem"),
            col("first.input"),
            lit(null).cast("string").as("pattern"));
  }

  /** A folder and those that it lies in. */
  private static Stream<String> ancestors(String uri) {
    return Stream.iterate(new Path(uri), Objects::nonNull, Path::getParent).map(Path::toString);
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

  private static Source source(ListedEntry file) {
    return new Source(file.uri(), file.bytes(), file.path());
  }

  private static String qualified(SparkSession spark, String input) {
    String cannot = "Cannot read " + input;
    try {
      Path path = new Path(input);
      FileSystem fs = Storages.open(cannot, path, HadoopSettings.of(spark));
      return fs.makeQualified(path).toString();
    } catch (IOException | IllegalArgumentException e) {
      throw unreachable(input, e);
    }
  }

  /** Says that a path cannot be read, and whose fault it is, unless the failure says so itself. */
  static RuntimeException unreachable(String what, Exception e) {
    if (e instanceof UserException told) {
      return told;
    }
    String problem = "Cannot read %s: %s".formatted(what, e.getMessage());
    return isWrong(e)
        ? new UserException(problem, e)
        : new StorageFailedException(problem + ". Run again when the storage is well", e);
  }

  /** Whether a path is wrong, rather than its storage away. */
  static boolean isWrong(Exception e) {
    // Hadoop finds an unknown host to be an illegal argument.
    return e instanceof UnsupportedFileSystemException
        || (e instanceof IllegalArgumentException
            && Causes.find(e, UnknownHostException.class).isEmpty());
  }
}
