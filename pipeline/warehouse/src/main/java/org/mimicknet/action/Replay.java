/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.Reason;
import org.mimicknet.table.Warehouse;

/**
 * Reads the quarantined members of chosen reasons again, after an upgrade or a changed limit, key
 * or mapping, and replaces their rows. The table {@code frames} holds no location of an archive, so
 * the inputs of the ingest are given again and the archives found among them by {@code source_id};
 * those that are not there stay as they are and are counted.
 *
 * <p>Only archives that hold such members are opened, and only those members decoded; the rows of
 * all others stay untouched. An archive whose own row is chosen (it could not be opened, or not
 * read to its end) is read where it has no rows yet. A batch is one commit, in which the old rows
 * go and the new ones come: a crash leaves whole batches, and a replay beside another or an ingest
 * reads again what is still quarantined. Delta rewrites the files that hold the old rows.
 *
 * <p>A member that fails again is a new row with its reason of today, and is not tried twice in one
 * run.
 */
public final class Replay extends ArchiveAction<Replay> {
  private static final String LOOK = "Look for members to replay";
  private static final String ROWS = "rows";
  private static final String OK = "frames_ok";

  private Set<Reason> reasons = Set.of();

  /**
   * What a run would do.
   *
   * @param members quarantined members that are found among the inputs
   * @param sources archives and plain files that hold them
   * @param missingMembers quarantined members whose archive is not among the inputs
   * @param missingSources archives and plain files that are not among the inputs
   * @param missingExample the path of one of these members; empty for none
   */
  public record Plan(
      long members,
      long sources,
      long missingMembers,
      long missingSources,
      String missingExample) {}

  /**
   * What a run did.
   *
   * @param plan what was found at its start
   * @param framesOk rows with pixels that it wrote
   * @param stillFailed rows without, of the same or another reason
   * @param batches commits
   * @param unread paths, as the table would hold them, of the sources that the storage failed to
   *     give: their rows are as before
   * @param held what the warehouse holds of the inputs now, whichever run brought it
   */
  public record Result(
      Plan plan,
      long framesOk,
      long stillFailed,
      int batches,
      List<String> unread,
      HeldFrames held) {
    private static Result start(Plan plan) {
      return new Result(plan, 0, 0, 0, List.of(), new HeldFrames(0, 0));
    }

    private Result plus(Map<String, Long> counts) {
      return new Result(
          plan,
          framesOk + counts.get(OK),
          stillFailed + counts.get(ROWS) - counts.get(OK),
          batches + 1,
          unread,
          held);
    }

    private Result ended(List<String> setAside, HeldFrames frames) {
      return new Result(plan, framesOk, stillFailed, batches, setAside, frames);
    }
  }

  private Replay(Warehouse warehouse, String runId) {
    super(warehouse, runId);
  }

  /**
   * Replays in a warehouse.
   *
   * @param runId goes into every new row: the key of the table {@code runs}
   */
  public static Replay on(Warehouse warehouse, String runId) {
    return new Replay(warehouse, runId);
  }

  @Override
  Replay self() {
    return this;
  }

  /** The reasons of the members to read again; at least one. */
  public Replay reasons(Set<Reason> chosen) {
    this.reasons = Set.copyOf(chosen);
    return this;
  }

  /** What {@link #execute} would do now; reads no archive. */
  public Plan plan() {
    Quarantine quarantine = quarantine();
    return group(
        LOOK,
        () -> {
          try (InputArchives archives = archives()) {
            return plan(quarantine, archives);
          }
        });
  }

  /** Replays batch by batch until every chosen member was tried once. */
  public Result execute() {
    Quarantine quarantine = quarantine();
    return group(
        "Replay",
        () -> {
          try (InputArchives archives = archives()) {
            Plan plan = describe(LOOK, () -> plan(quarantine, archives));
            Batches batches = new Batches(archives, quarantine, Result.start(plan));
            if (plan.members() > 0) {
              batches.run();
            }
            return batches.result();
          }
        });
  }

  /** What cannot be read, such as a folder, is no source to replay. */
  private static Plan plan(Quarantine quarantine, InputArchives archives) {
    return quarantine.plan(archives.listing().where("problem IS NULL"));
  }

  private Quarantine quarantine() {
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("Cannot replay: no reason is given");
    }
    return new Quarantine(warehouse(), reasons, runId());
  }

  /** The sources that hold chosen members, some at a time. */
  private final class Batches extends ArchiveCommits<List<ReplaySource>> {
    private final Quarantine quarantine;
    private final MemberAddresses addresses;
    private Result result;

    Batches(InputArchives archives, Quarantine quarantine, Result start) {
      super(Replay.this, archives);
      this.quarantine = quarantine;
      this.addresses = new MemberAddresses(warehouse(), quarantine);
      this.result = start;
    }

    Result result() {
      return result.ended(setAside.paths(), held());
    }

    @Override
    Optional<List<ReplaySource>> next() {
      if (setAside.isFull()) {
        return Optional.empty();
      }
      List<ReplaySource> batch =
          describe(
              LOOK,
              () ->
                  quarantine.nextBatch(
                      setAside.without(archives.listing()), setAside.ofABatch(batchBytes())));
      return batch.isEmpty() ? Optional.empty() : Optional.of(batch);
    }

    @Override
    Dataset<Row> rows(List<ReplaySource> batch) {
      Dataset<Row> rows = frames(archives.rows(addresses.wanted(batch)));
      return hasSite() ? rows : KeptSites.of(warehouse(), batch).in(rows);
    }

    @Override
    Optional<String> replaced(List<ReplaySource> batch) {
      return Optional.of(addresses.replaced(batch));
    }

    @Override
    String description(List<ReplaySource> batch) {
      return "Replay %s archives or files, batch %s".formatted(batch.size(), result.batches() + 1);
    }

    @Override
    List<Column> counts() {
      return List.of(count(lit(1)).as(ROWS), count(when(col("status").equalTo("ok"), 1)).as(OK));
    }

    @Override
    void committed(List<ReplaySource> batch, Map<String, Long> counts) {
      super.committed(batch, counts);
      result = result.plus(counts);
    }
  }
}
