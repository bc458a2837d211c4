/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.config.Tunables;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * The frames that a model has not enhanced yet, some whole commits of the ingest at a time. Few
 * come to the driver with one query; of many it asks for the sizes of the commits first. A commit
 * of more frames than the driver should hold is taken some sources at a time, so that what Parquet
 * holds of the others is skipped; a source of more than that, some frames at a time.
 */
final class PendingFrames implements AutoCloseable {
  /** Some megabytes. */
  private static final int FEW = 10_000;

  private static final int MOST_SOURCES = 10_000;

  private final Warehouse warehouse;
  private final Long batchBytes;
  private final KnownResults results;

  /**
   * @param batchBytes of the pixels that one batch covers; null for what the session's slots ask
   *     for
   */
  PendingFrames(Warehouse warehouse, ModelBundle model, Long batchBytes) {
    this.warehouse = warehouse;
    this.batchBytes = batchBytes;
    this.results = new KnownResults(warehouse, model);
  }

  /**
   * What one commit covers.
   *
   * @param frames frame_id, source_id, source_path, ingested_at and size of each
   * @param sources the {@code source_id} that they are between, where it is a part of a commit
   * @param isLast whether nothing else was pending
   */
  record Batch(List<Row> frames, Optional<Sources> sources, boolean isLast) {}

  /** Sources by their {@code source_id}, from the first to the last. */
  record Sources(String first, String last) {
    Column condition() {
      return col("source_id").between(first, last);
    }
  }

  /** The rows that there were at the last look. */
  KnownResults results() {
    return results;
  }

  @Override
  public void close() {
    results.close();
  }

  /** Headers of the frames that have no row yet; pixel columns are not read. */
  Dataset<Row> headers() {
    return warehouse
        .read(Table.FRAMES)
        .where(
            col("status")
                .equalTo("ok")
                .and(col("pairing").isin("paired", "unverified", "das_only")))
        .select("frame_id", "source_id", "source_path", "height", "width", "ingested_at")
        .join(results.rows().select("frame_id"), new String[] {"frame_id"}, "left_anti");
  }

  /** What the next commit covers; empty when nothing is pending. */
  Optional<Batch> nextBatch() {
    return nextBatch(FEW);
  }

  /** The same, where so many frames are few. */
  Optional<Batch> nextBatch(int few) {
    int atOnce = Math.min(few, mostFrames());
    while (true) {
      results.forget();
      Dataset<Row> pending = headers();
      List<Row> first = FirstRows.of(pending, "ingested_at", atOnce + 1);
      if (first.isEmpty()) {
        return Optional.empty();
      }
      Optional<Batch> batch = first.size() <= atOnce ? batchOfFew(first) : batchOfMany(pending);
      if (batch.isPresent()) {
        return batch;
      }
      // A replay has replaced these frames between two of the queries.
    }
  }

  /** A batch of all that is pending, which the driver has before it. */
  private Optional<Batch> batchOfFew(List<Row> pending) {
    Map<Timestamp, List<Row>> commits = new LinkedHashMap<>();
    for (Row frame : pending) {
      commits.computeIfAbsent(frame.getAs("ingested_at"), at -> new ArrayList<>()).add(frame);
    }
    List<IngestCommit> candidates =
        commits.entrySet().stream()
            .limit(batchesPerLook())
            .map(
                commit ->
                    new IngestCommit(
                        commit.getKey(),
                        commit.getValue().stream().mapToLong(PendingFrames::pixelBytes).sum(),
                        commit.getValue().size()))
            .toList();
    return batch(candidates, chosen -> chosen.stream().flatMap(at -> commits.get(at).stream()));
  }

  /** The same where so much is pending that only sums of it come to the driver. */
  private Optional<Batch> batchOfMany(Dataset<Row> pending) {
    Column bytes = sum(col("height").cast(DataTypes.LongType).multiply(col("width")).multiply(8));
    List<IngestCommit> candidates =
        pending
            .groupBy("ingested_at")
            .agg(bytes.as("bytes"), count(lit(1)).as("frames"))
            .orderBy("ingested_at")
            .limit(batchesPerLook())
            .collectAsList()
            .stream()
            .map(row -> new IngestCommit(row.getTimestamp(0), row.getLong(1), row.getLong(2)))
            .toList();
    if (!candidates.isEmpty() && candidates.get(0).frames() > mostFrames()) {
      return partOf(pending.where(col("ingested_at").equalTo(candidates.get(0).at())));
    }
    return batch(
        candidates,
        chosen ->
            pending.where(col("ingested_at").isin(chosen.toArray())).collectAsList().stream());
  }

  /**
   * Frames that one commit of the ingest brought, and that are pending.
   *
   * @param bytes of their pixels
   */
  private record IngestCommit(Timestamp at, long bytes, long frames) {}

  private Optional<Batch> batch(
      List<IngestCommit> candidates, Function<List<Timestamp>, Stream<Row>> framesOf) {
    long mostBytes = BatchSize.of(warehouse.spark(), batchBytes);
    int mostFrames = mostFrames();
    List<Timestamp> chosen = new ArrayList<>();
    long bytes = 0;
    long frames = 0;
    for (IngestCommit candidate : candidates) {
      bytes += candidate.bytes();
      frames += candidate.frames();
      if (!chosen.isEmpty() && (bytes > mostBytes || frames > mostFrames)) {
        break;
      }
      chosen.add(candidate.at());
    }
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    List<Row> keys = keys(framesOf.apply(chosen));
    boolean isLast = chosen.size() == candidates.size() && chosen.size() < batchesPerLook();
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(new Batch(keys, Optional.empty(), isLast));
  }

  /** The first sources of a commit that has more frames than one batch. */
  private Optional<Batch> partOf(Dataset<Row> commit) {
    Dataset<Row> bySource =
        commit.groupBy("source_id").agg(count(lit(1)).as("frames")).select("source_id", "frames");
    List<Row> candidates = FirstRows.of(bySource, "source_id", MOST_SOURCES);
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    String first = candidates.get(0).getString(0);
    String last = first;
    long frames = 0;
    for (Row candidate : candidates) {
      frames += candidate.getLong(1);
      if (frames > mostFrames()) {
        break;
      }
      last = candidate.getString(0);
    }
    Sources sources = new Sources(first, last);
    List<Row> keys =
        keys(
            someOf(commit.where(sources.condition()), candidates.get(0).getLong(1))
                .collectAsList()
                .stream());
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(new Batch(keys, Optional.of(sources), false));
  }

  /**
   * About as many frames of a source as one batch has, those with the lowest ids, which are spread
   * evenly; all of the sources where the first has no more.
   */
  private Dataset<Row> someOf(Dataset<Row> sources, long framesOfFirst) {
    int most = mostFrames();
    for (double share = (double) most / framesOfFirst; share < 1; share *= 2) {
      String end = String.format(Locale.ROOT, "%08x", (long) (share * (1L << 32)));
      Dataset<Row> some = sources.where(col("frame_id").lt(end));
      if (!some.isEmpty()) {
        return some;
      }
    }
    return sources;
  }

  private int mostFrames() {
    return Tunables.of(warehouse.spark()).get(ActionTunables.ENHANCE_BATCH_FRAMES);
  }

  private int batchesPerLook() {
    return Tunables.of(warehouse.spark()).get(ActionTunables.ENHANCE_BATCHES_PER_LOOK);
  }

  private static long pixelBytes(Row frame) {
    return 8L * frame.<Integer>getAs("height") * frame.<Integer>getAs("width");
  }

  /** One row for each frame, of those that hold it. */
  private static List<Row> keys(Stream<Row> pending) {
    Map<String, Row> byFrame = new LinkedHashMap<>();
    pending.forEach(frame -> byFrame.putIfAbsent(frame.getAs("frame_id"), frame));
    return List.copyOf(byFrame.values());
  }
}
