/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.privacy.Privacy;
import org.mimicknet.table.AppendResult;
import org.mimicknet.table.AppendTicket;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * Reads archives into the table {@code frames}: one row per member and frame, good and bad alike.
 * An archive whose path, size and modification time are in the table already is skipped.
 *
 * <p>Work is committed in batches: all that the archives of a batch gave is one atomic commit, and
 * a crash loses at most the batch that was under way. Two runs over the same inputs at once exclude
 * each other batch by batch: nothing is stored twice.
 *
 * <p>A task reads its archives one after the other and holds one member at a time; a big zip or tar
 * is shared out to several. The driver holds the list of the archives of one batch, {@value
 * #BATCH_SOURCES} at most; a look for the next batch costs a scan of the column {@code source_id}.
 */
public final class Ingest {
  private static final int BATCH_SOURCES = 10_000;

  private final Warehouse warehouse;
  private final String runId;
  private List<String> inputs = List.of();
  private List<String> metadata = List.of();
  private Optional<String> site = Optional.empty();
  private long batchBytes;
  private long taskBytes = SourceDecoder.TASK_BYTES_DEFAULT;
  private ReadSettings settings = ReadSettings.DEFAULT;
  private Privacy privacy = Privacy.WITHOUT_KEY;

  /**
   * What a run would do.
   *
   * @param pending sources to read: archives and plain files
   * @param pendingBytes their size
   * @param present sources that are in the table already
   */
  public record Plan(long pending, long pendingBytes, long present) {}

  /**
   * What a run did.
   *
   * @param sources archives and plain files read
   * @param bytes their size
   * @param present sources that were in the table already
   * @param framesOk frames with pixels
   * @param framesFailed members that should have given frames and did not
   * @param rejected all members without pixels: those that failed and those of other formats
   * @param batches commits
   */
  public record Result(
      long sources,
      long bytes,
      long present,
      long framesOk,
      long framesFailed,
      long rejected,
      int batches) {
    public long frames() {
      return framesOk + framesFailed;
    }

    private Result plus(List<PendingSource> batch, Row counts) {
      return new Result(
          sources + batch.size(),
          bytes + batch.stream().mapToLong(pending -> pending.source().size()).sum(),
          present - batch.size(),
          framesOk + counts.getLong(0),
          framesFailed + counts.getLong(1),
          rejected + counts.getLong(2),
          batches + 1);
    }
  }

  private Ingest(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
    this.batchBytes = BatchSize.of(warehouse.spark());
  }

  /**
   * Ingests into a warehouse.
   *
   * @param runId goes into every row: the key of the table {@code runs}
   */
  public static Ingest into(Warehouse warehouse, String runId) {
    return new Ingest(warehouse, runId);
  }

  /** Files and folders, walked recursively. */
  public Ingest inputs(List<String> paths) {
    this.inputs = List.copyOf(paths);
    return this;
  }

  /** The site of all frames, whatever their metadata say. */
  public Ingest site(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("Cannot use a blank site");
    }
    this.site = Optional.of(name);
    return this;
  }

  /**
   * Metadata CSVs, joined on {@code filename}. They win over those among the inputs, and of several
   * for a frame the first one wins.
   */
  public Ingest metadata(List<String> csvFiles) {
    this.metadata = List.copyOf(csvFiles);
    return this;
  }

  /**
   * Bytes of archives after which a batch is committed; by default 8 GiB for each task slot of the
   * session.
   */
  public Ingest batchBytes(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("Cannot use batches of %d bytes".formatted(bytes));
    }
    this.batchBytes = bytes;
    return this;
  }

  /** Packed bytes that one task reads; a zip or tar of more is shared out to several. */
  Ingest taskBytes(long bytes) {
    this.taskBytes = bytes;
    return this;
  }

  /** Limits of archives and settings of formats. */
  public Ingest settings(ReadSettings readSettings) {
    this.settings = readSettings;
    return this;
  }

  /** What is kept of personal formats; by default such members are quarantined. */
  public Ingest privacy(Privacy step) {
    this.privacy = step;
    return this;
  }

  /** Reads the quarantined members of these inputs again instead: see {@link Replay}. */
  public Replay replay(Set<Reason> reasons) {
    return new Replay(this, reasons);
  }

  /** What {@link #execute} would do now; reads no archive. */
  public Plan plan() {
    return during(
        "List the inputs",
        () -> {
          Dataset<Row> sources = listing(Broadcasts.hadoop(warehouse.spark()));
          Row pending = pending(sources).agg(count(lit(1)), sum("bytes")).first();
          return new Plan(
              pending.getLong(0),
              pending.isNullAt(1) ? 0 : pending.getLong(1),
              sources.count() - pending.getLong(0));
        });
  }

  /** Reads what is pending, batch by batch, until nothing is. */
  public Result execute() {
    Broadcast<SerializableConfiguration> hadoop = Broadcasts.hadoop(warehouse.spark());
    Dataset<Row> listing = listing(hadoop).persist(StorageLevel.DISK_ONLY());
    try {
      long found = during("List the inputs", listing::count);
      MetadataFiles metadataFiles = metadataFiles(listing, hadoop);
      SourceDecoder decoder = decoder(hadoop);
      Result result = new Result(0, 0, found, 0, 0, 0, 0);
      while (true) {
        AppendTicket ticket = warehouse.ticket(Table.FRAMES, purpose());
        Batch batch = during("Look for archives to ingest", () -> nextBatch(listing));
        if (batch.sources().isEmpty()) {
          return result;
        }
        Broadcast<MetadataLookup> outside = metadataFiles.lookup();
        Timestamp now = Timestamp.from(Instant.now());
        AppendResult appended =
            during(
                "Ingest %d archives or files, batch %d"
                    .formatted(batch.sources().size(), result.batches() + 1),
                () -> {
                  Dataset<Row> decoded = decoder.rows(warehouse.spark(), batch.sources(), outside);
                  return warehouse.append(ticket, finished(decoded, now));
                });
        if (appended == AppendResult.COMMITTED) {
          result = result.plus(batch.sources(), counts(now));
          if (batch.isLast()) {
            return result;
          }
        }
      }
    } finally {
      listing.unpersist();
    }
  }

  /**
   * What one commit covers.
   *
   * @param isLast whether nothing else was pending
   */
  private record Batch(List<PendingSource> sources, boolean isLast) {}

  /** What names the ingest of these inputs to other runs of it. */
  private String purpose() {
    String all = String.join("\n", inputs.stream().sorted().toList());
    return "ingest:" + UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
  }

  Warehouse warehouse() {
    return warehouse;
  }

  String runId() {
    return runId;
  }

  long batchBytes() {
    return batchBytes;
  }

  boolean hasSite() {
    return site.isPresent();
  }

  SourceDecoder decoder(Broadcast<SerializableConfiguration> hadoop) {
    return new SourceDecoder(
        hadoop, settings, Broadcasts.of(warehouse.spark(), privacy), taskBytes);
  }

  MetadataFiles metadataFiles(Dataset<Row> listing, Broadcast<SerializableConfiguration> hadoop) {
    List<String> named =
        metadata.stream().map(path -> SourceListing.root(warehouse.spark(), path)).toList();
    return new MetadataFiles(listing, named, hadoop, settings.limits());
  }

  Dataset<Row> listing(Broadcast<SerializableConfiguration> hadoop) {
    return SourceListing.of(
        warehouse.spark(), hadoop, Stream.concat(inputs.stream(), metadata.stream()).toList());
  }

  <T> T during(String description, Supplier<T> work) {
    return JobDescription.during(warehouse.spark(), description, work);
  }

  private Dataset<Row> pending(Dataset<Row> sources) {
    Dataset<Row> known = warehouse.read(Table.FRAMES).select("source_id").distinct();
    return sources.join(known, JoinColumns.of("source_id"), "left_anti");
  }

  /** The next sources by path, up to the size of a batch, at least one. */
  private Batch nextBatch(Dataset<Row> sources) {
    List<Row> candidates =
        pending(sources)
            .select("source_id", "uri", "bytes", "path")
            .orderBy("uri")
            .limit(BATCH_SOURCES)
            .collectAsList();
    List<PendingSource> batch = new ArrayList<>();
    long filled = 0;
    for (Row row : candidates) {
      Source source = new Source(row.getString(1), row.getLong(2), row.getString(3));
      if (!batch.isEmpty() && filled + source.size() > batchBytes) {
        break;
      }
      batch.add(new PendingSource(row.getString(0), source));
      filled += source.size();
    }
    return new Batch(batch, batch.size() == candidates.size() && batch.size() < BATCH_SOURCES);
  }

  /** The rows with the columns of the run: all of {@code frames}. */
  Dataset<Row> finished(Dataset<Row> rows, Timestamp now) {
    Column derived = coalesce(col("site"), col("scanner"), lit("unknown"));
    return rows.withColumn("site", site.map(functions::lit).orElse(derived))
        .withColumn("quality", FrameQuality.withMetadata())
        .withColumn("run_id", lit(runId))
        .withColumn("ingested_at", lit(now));
  }

  private Row counts(Timestamp batch) {
    Column ok = col("status").isin("ok", "metadata");
    Column foreign = col("status").equalTo(Reason.UNSUPPORTED_FORMAT.code());
    return warehouse
        .read(Table.FRAMES)
        .where(col("ingested_at").equalTo(batch).and(col("run_id").equalTo(runId)))
        .agg(
            count(when(col("status").equalTo("ok"), 1)),
            count(when(ok.or(foreign), null).otherwise(1)),
            count(when(ok, null).otherwise(1)))
        .first();
  }
}
