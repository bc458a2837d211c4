/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.privacy.Privacy;
import org.mimicknet.table.Warehouse;

/**
 * An action that reads archives into the table {@code frames}: which archives, and how.
 *
 * <p>All of them exclude each other batch by batch, whatever their inputs and however these are
 * spelt: of two that run at once the one that commits second reads its batch again, less what the
 * first has brought, and smaller. So two of them are no faster than one that is given the inputs of
 * both.
 *
 * <p>A source that the storage fails to give, after Spark's attempts, is set aside: nothing of it
 * is committed, all others are, and the next run takes it up again.
 *
 * @param <A> the action itself
 */
public abstract class ArchiveAction<A extends ArchiveAction<A>> {
  /** What names their commits to each other: {@link Warehouse#ticket}. */
  static final String PURPOSE = "ingest";

  private final Warehouse warehouse;
  private final String runId;
  private List<String> inputs = List.of();
  private List<String> inputLists = List.of();
  private List<String> metadata = List.of();
  private String site;
  private Long batchBytes;
  private ReadSettings settings = ReadSettings.DEFAULT;
  private Privacy privacy = Privacy.WITHOUT_KEY;
  private Clock clock = Clock.systemUTC();

  ArchiveAction(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
  }

  abstract A self();

  /**
   * Files and folders, walked recursively. A path that is not there may be a pattern of Hadoop:
   * {@code gs://bucket/site-*}{@code /2026-0?/*.zip}.
   */
  public A inputs(List<String> paths) {
    this.inputs = List.copyOf(paths);
    return self();
  }

  /**
   * Text files that name further inputs, one a line, in UTF-8; blank lines and those that begin
   * with {@code #} are left out. They are read by tasks, so that a list may be of any length. What
   * they name and is not there is a row {@code unreadable}.
   */
  public A inputLists(List<String> files) {
    this.inputLists = List.copyOf(files);
    return self();
  }

  /** The site of all frames, whatever their metadata say. */
  public A site(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("Cannot use a blank site");
    }
    this.site = name;
    return self();
  }

  /**
   * Metadata CSVs, joined on {@code filename}. They win over those among the inputs, and of several
   * for a frame the first one wins.
   */
  public A metadata(List<String> csvFiles) {
    this.metadata = List.copyOf(csvFiles);
    return self();
  }

  /**
   * Bytes of archives after which a batch is committed; by default 8 GiB for each task slot of the
   * session.
   */
  public A batchBytes(long bytes) {
    this.batchBytes = BatchSize.checked(bytes);
    return self();
  }

  /** Limits of archives and settings of formats. */
  public A settings(ReadSettings readSettings) {
    this.settings = readSettings;
    return self();
  }

  /** What is kept of personal formats; by default such members are quarantined. */
  public A privacy(Privacy step) {
    this.privacy = step;
    return self();
  }

  /** What tells the time of the rows; for tests. */
  A clock(Clock other) {
    this.clock = other;
    return self();
  }

  final Warehouse warehouse() {
    return warehouse;
  }

  final String runId() {
    return runId;
  }

  /** All that is given, for a person. */
  final String inputs() {
    return Stream.concat(inputs.stream(), inputLists.stream()).collect(Collectors.joining(", "));
  }

  final boolean hasSite() {
    return site != null;
  }

  /** Bytes of archives that one commit covers. */
  final long batchBytes() {
    return BatchSize.of(warehouse.spark(), batchBytes);
  }

  /** The archives; to be closed. */
  final InputArchives archives() {
    return new InputArchives(
        warehouse, new GivenPaths(inputs, inputLists, metadata), settings, privacy);
  }

  /** Decoded rows with the columns of the run: all of {@code frames}. */
  final Dataset<Row> frames(Dataset<Row> decoded) {
    Column derived = coalesce(col("site"), col("scanner"), lit("unknown"));
    return decoded
        .withColumn("site", site == null ? derived : lit(site))
        .withColumn("quality", FrameQuality.withMetadata())
        .withColumn("run_id", lit(runId))
        .withColumn("ingested_at", lit(Timestamp.from(clock.instant())));
  }

  /** Does the work of the action as one group of jobs. */
  final <T> T group(String description, Supplier<T> work) {
    return JobGroup.run(warehouse.spark(), runId, description, work);
  }

  final <T> T describe(String description, Supplier<T> work) {
    return JobGroup.describe(warehouse.spark(), description, work);
  }
}
