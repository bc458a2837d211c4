/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.config.Tunables;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * Reads archives into the table {@code frames}: one row per member and frame, good and bad alike.
 * An archive whose path, size and modification time are in the table already is skipped.
 *
 * <p>Work is committed in batches: all that the archives of a batch gave is one atomic commit, and
 * a crash loses at most the batch that was under way. Two concurrent runs over the same inputs
 * exclude each other batch by batch: nothing is stored twice.
 *
 * <p>A task reads its archives one after the other and holds one member at a time; a big zip or tar
 * is shared out to several. The driver holds the list of the archives of one batch, ten thousand at
 * most ({@link ActionTunables}); a look for the next batch costs a scan of the column {@code
 * source_id}.
 */
public final class Ingest extends ArchiveAction<Ingest> {
  private static final String OK = "frames_ok";
  private static final String FAILED = "frames_failed";
  private static final String REJECTED = "rejected";

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

    private Result plus(List<PendingSource> batch, Map<String, Long> counts) {
      return new Result(
          sources + batch.size(),
          bytes + batch.stream().mapToLong(pending -> pending.source().size()).sum(),
          present - batch.size(),
          framesOk + counts.get(OK),
          framesFailed + counts.get(FAILED),
          rejected + counts.get(REJECTED),
          batches + 1);
    }
  }

  private Ingest(Warehouse warehouse, String runId) {
    super(warehouse, runId);
  }

  /**
   * Ingests into a warehouse.
   *
   * @param runId goes into every row: the key of the table {@code runs}
   */
  public static Ingest into(Warehouse warehouse, String runId) {
    return new Ingest(warehouse, runId);
  }

  @Override
  Ingest self() {
    return this;
  }

  /** What {@link #execute} would do now; reads no archive. */
  public Plan plan() {
    return group(
        "List the inputs",
        () -> {
          try (InputArchives archives = archives()) {
            Row pending = pending(archives.listing()).agg(count(lit(1)), sum("bytes")).first();
            return new Plan(
                pending.getLong(0),
                pending.isNullAt(1) ? 0 : pending.getLong(1),
                archives.listing().count() - pending.getLong(0));
          }
        });
  }

  /** Reads what is pending, batch by batch, until nothing is. */
  public Result execute() {
    return group(
        "Ingest",
        () -> {
          try (InputArchives archives = archives()) {
            long found = describe("List the inputs", archives.listing()::count);
            Batches batches = new Batches(archives, new Result(0, 0, found, 0, 0, 0, 0));
            batches.run();
            return batches.result;
          }
        });
  }

  /** What names the ingest of these inputs to other runs of it. */
  private String purpose() {
    String all = String.join("\n", inputs().stream().sorted().toList());
    return "ingest:" + UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
  }

  private Dataset<Row> pending(Dataset<Row> sources) {
    Dataset<Row> known = warehouse().read(Table.FRAMES).select("source_id").distinct();
    return sources.join(known, JoinColumns.of("source_id"), "left_anti");
  }

  /**
   * What one commit covers.
   *
   * @param isLast whether nothing else was pending
   */
  private record Batch(List<PendingSource> sources, boolean isLast) {}

  /** The sources that are pending, some at a time. */
  private final class Batches extends CommitLoop<Batch> {
    private final InputArchives archives;
    private Result result;

    Batches(InputArchives archives, Result start) {
      super(warehouse(), Table.FRAMES, purpose());
      this.archives = archives;
      this.result = start;
    }

    /** The next sources by path, up to the size of a batch, at least one. */
    @Override
    Optional<Batch> next() {
      int mostSources = Tunables.of(warehouse().spark()).get(ActionTunables.INGEST_BATCH_SOURCES);
      List<Row> candidates =
          describe(
              "Look for archives to ingest",
              () ->
                  pending(archives.listing())
                      .select("source_id", "uri", "bytes", "path")
                      .orderBy("uri")
                      .limit(mostSources)
                      .collectAsList());
      List<PendingSource> batch = new ArrayList<>();
      long filled = 0;
      for (Row row : candidates) {
        Source source = new Source(row.getString(1), row.getLong(2), row.getString(3));
        if (!batch.isEmpty() && filled + source.size() > batchBytes()) {
          break;
        }
        batch.add(new PendingSource(row.getString(0), source));
        filled += source.size();
      }
      boolean isLast = batch.size() == candidates.size() && batch.size() < mostSources;
      return batch.isEmpty() ? Optional.empty() : Optional.of(new Batch(batch, isLast));
    }

    @Override
    String runId() {
      return Ingest.this.runId();
    }

    @Override
    Dataset<Row> rows(Batch batch) {
      return frames(archives.rows(batch.sources()));
    }

    @Override
    <T> T around(Batch batch, Supplier<T> write) {
      return describe(
          "Ingest %d archives or files, batch %d"
              .formatted(batch.sources().size(), result.batches() + 1),
          write);
    }

    @Override
    List<Column> counts() {
      Column ok = col("status").isin("ok", "metadata");
      Column foreign = col("status").equalTo(Reason.UNSUPPORTED_FORMAT.code());
      return List.of(
          count(when(col("status").equalTo("ok"), 1)).as(OK),
          count(when(ok.or(foreign), null).otherwise(1)).as(FAILED),
          count(when(ok, null).otherwise(1)).as(REJECTED));
    }

    @Override
    void committed(Batch batch, Map<String, Long> counts) {
      result = result.plus(batch.sources(), counts);
    }

    @Override
    boolean isLast(Batch batch) {
      return batch.isLast();
    }
  }
}
