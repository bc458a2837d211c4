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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mimicknet.UserException;
import org.mimicknet.config.Tunables;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * Reads archives into the table {@code frames}: one row per member and frame, good and bad alike.
 * An archive whose path, size and modification time are in the table already is skipped.
 *
 * <p>Work is committed in batches: all that the archives of a batch gave is one atomic commit, and
 * a crash loses at most the batch that was under way. Two concurrent runs exclude each other batch
 * by batch: nothing is stored twice.
 *
 * <p>What may not be read is a row {@code unreadable}. The next run looks at it again, and when it
 * can be read now that row goes in the same commit as the frames come.
 *
 * <p>A task reads its archives one after the other and holds one member at a time; a big zip or tar
 * is shared out to several. The driver holds the list of the archives of one batch, ten thousand at
 * most ({@link ActionTunables}); a look for the next batch costs a scan of the column {@code
 * source_id}.
 */
public final class Ingest extends ArchiveAction<Ingest> {
  private static final int MOST_RETRIED = 1_000;
  private static final String LOOK = "Look for archives to ingest";
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
   * @param unread paths, as the table would hold them, of the sources that the storage failed to
   *     give: nothing of them is in the table, and the next run reads them
   * @param untried sources that were left because the storage had failed too often
   * @param held what the warehouse holds of the inputs now, whichever run brought it
   * @param metadata what became of the rows of metadata CSVs outside of archives, by CSV; nothing
   *     where nothing was read
   */
  public record Result(
      long sources,
      long bytes,
      long present,
      long framesOk,
      long framesFailed,
      long rejected,
      int batches,
      List<String> unread,
      long untried,
      HeldFrames held,
      List<MetadataUse> metadata) {
    public long frames() {
      return framesOk + framesFailed;
    }

    private static Result start(long present) {
      return new Result(0, 0, present, 0, 0, 0, 0, List.of(), 0, new HeldFrames(0, 0), List.of());
    }

    private Result plus(List<PendingSource> batch, Map<String, Long> counts) {
      return new Result(
          sources + batch.size(),
          bytes + batch.stream().mapToLong(pending -> pending.source().size()).sum(),
          present - batch.size(),
          framesOk + counts.get(OK),
          framesFailed + counts.get(FAILED),
          rejected + counts.get(REJECTED),
          batches + 1,
          unread,
          untried,
          held,
          metadata);
    }

    private Result ended(
        List<String> setAside, long left, HeldFrames frames, List<MetadataUse> use) {
      return new Result(
          sources,
          bytes,
          present - setAside.size() - left,
          framesOk,
          framesFailed,
          rejected,
          batches,
          setAside,
          left,
          frames,
          use);
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
          try (InputArchives archives = archives();
              KnownSources known = new KnownSources(warehouse(), runId());
              UnreadableSources unreadable = new UnreadableSources(warehouse(), known, archives)) {
            requireInputs(archives);
            Row pending = unreadable.pending().agg(count(lit(1)), sum("bytes")).first();
            return new Plan(
                pending.getLong(0),
                pending.isNullAt(1) ? 0 : pending.getLong(1),
                archives.count() - pending.getLong(0));
          }
        });
  }

  /**
   * Reads what is pending, batch by batch, until nothing is.
   *
   * @throws UserException if there is nothing to read in the inputs, or one does not exist
   * @throws StorageFailedException if the storage does not list an input, or not give a metadata
   *     CSV; a source that it does not give is told by the result
   */
  public Result execute() {
    return group(
        "Ingest",
        () -> {
          try (InputArchives archives = describe("List the inputs", this::archives);
              KnownSources known = new KnownSources(warehouse(), runId());
              UnreadableSources unreadable = new UnreadableSources(warehouse(), known, archives)) {
            requireInputs(archives);
            Optional<HeldFrames> held = archives.settled();
            if (held.isPresent()) {
              return Result.start(archives.count()).ended(List.of(), 0, held.get(), List.of());
            }
            warehouse().make(Table.FRAMES);
            Batches batches = new Batches(archives, known, unreadable);
            batches.run();
            return batches.result();
          }
        });
  }

  private void requireInputs(InputArchives archives) {
    if (archives.isEmpty()) {
      throw new UserException(
          "Cannot ingest: there is nothing to read in %s. Check the path".formatted(inputs()));
    }
  }

  /**
   * What one commit covers.
   *
   * @param replaced the {@code source_id} of the rows {@code unreadable} that go with it
   * @param isLast whether nothing else was pending
   */
  private record Batch(List<PendingSource> sources, List<String> replaced, boolean isLast) {}

  /** The sources that are pending, some at a time. */
  private final class Batches extends ArchiveCommits<Batch> {
    private final KnownSources known;
    private final UnreadableSources unreadable;
    private List<String> superseded;
    private Result result;

    Batches(InputArchives archives, KnownSources known, UnreadableSources unreadable) {
      super(Ingest.this, archives);
      this.known = known;
      this.unreadable = unreadable;
      this.result = Result.start(archives.count());
    }

    Result result() {
      Result ended = result.ended(setAside.paths(), untried(), held(), archives.metadataUse());
      if (ended.unread().isEmpty() && ended.untried() == 0 && !known.haveUnreadable()) {
        settledAt().ifPresent(version -> archives.settle(version, ended.held()));
      }
      return ended;
    }

    private long untried() {
      return setAside.isFull() ? setAside.without(unreadable.pending()).count() : 0;
    }

    @Override
    HeldFrames held() {
      return counted(() -> HeldFrames.of(known, archives));
    }

    @Override
    Optional<Batch> next() {
      known.forget();
      if (setAside.isFull()) {
        return Optional.empty();
      }
      if (superseded == null) {
        superseded = describe(LOOK, unreadable::superseded);
      }
      Tunables tunables = Tunables.of(warehouse().spark());
      int mostSources = (int) setAside.ofABatch(tunables.get(ActionTunables.INGEST_BATCH_SOURCES));
      List<Row> candidates =
          describe(
              LOOK, () -> FirstRows.of(setAside.without(unreadable.pending()), "uri", mostSources));
      Batch batch = batch(candidates, mostSources);
      return batch.sources().isEmpty() && batch.replaced().isEmpty()
          ? Optional.empty()
          : Optional.of(batch);
    }

    /** The first of the candidates, up to the size of a batch, at least one. */
    private Batch batch(List<Row> candidates, int mostSources) {
      long mostBytes = setAside.ofABatch(batchBytes());
      List<PendingSource> sources = new ArrayList<>();
      List<String> retried = new ArrayList<>();
      long filled = 0;
      for (Row row : candidates) {
        PendingSource pending = PendingSource.of(row);
        long size = pending.source().size();
        if (!sources.isEmpty() && (filled + size > mostBytes || retried.size() == MOST_RETRIED)) {
          break;
        }
        sources.add(pending);
        filled += size;
        if (row.<Boolean>getAs("is_retried")) {
          retried.add(pending.id());
        }
      }
      boolean isLast = sources.size() == candidates.size() && sources.size() < mostSources;
      retried.addAll(superseded);
      return new Batch(sources, retried, isLast);
    }

    @Override
    Dataset<Row> rows(Batch batch) {
      return frames(archives.rows(batch.sources()));
    }

    @Override
    Optional<String> replaced(Batch batch) {
      return batch.replaced().isEmpty()
          ? Optional.empty()
          : Optional.of(UnreadableSources.condition(batch.replaced()));
    }

    @Override
    String description(Batch batch) {
      return "Ingest %s archives or files, batch %s"
          .formatted(batch.sources().size(), result.batches() + 1);
    }

    @Override
    List<Column> counts() {
      return List.of(
          count(when(HeldFrames.isOk(), 1)).as(OK),
          count(when(HeldFrames.isFailed(), 1)).as(FAILED),
          count(when(col("status").isin("ok", "metadata"), null).otherwise(1)).as(REJECTED));
    }

    @Override
    void committed(Batch batch, Map<String, Long> counts) {
      super.committed(batch, counts);
      known.forget();
      result = result.plus(batch.sources(), counts);
      superseded = List.of();
    }

    @Override
    boolean isLast(Batch batch) {
      return batch.isLast();
    }
  }
}
