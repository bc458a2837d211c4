/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.table.AppendResult;
import org.mimicknet.table.AppendTicket;
import org.mimicknet.table.Table;
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
 * go and the new ones come: a crash leaves whole batches, and of two replays at once the second
 * reads again what is still quarantined. Delta rewrites the files that hold the old rows.
 *
 * <p>A member that fails again is a new row with its reason of today, and is not tried twice in one
 * run.
 */
public final class Replay {
  private static final int BATCH_SOURCES = 1_000;
  private static final int BATCH_MEMBERS = 100_000;
  private static final StructType SITES =
      new StructType()
          .add("source_id", DataTypes.StringType)
          .add("kept_site", DataTypes.StringType);
  private static final StructType PATHS =
      new StructType()
          .add("wanted_id", DataTypes.StringType)
          .add("wanted_path", DataTypes.StringType);

  private final Ingest ingest;
  private final Warehouse warehouse;
  private final List<String> reasons;

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
   */
  public record Result(Plan plan, long framesOk, long stillFailed, int batches) {}

  Replay(Ingest ingest, Set<Reason> reasons) {
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("Cannot replay: no reason is given");
    }
    this.ingest = ingest;
    this.warehouse = ingest.warehouse();
    this.reasons = reasons.stream().map(Reason::code).sorted().toList();
  }

  /** What {@link #execute} would do now; reads no archive. */
  public Plan plan() {
    return ingest.during(
        "Look for members to replay",
        () -> plan(ingest.listing(Broadcasts.hadoop(warehouse.spark()))));
  }

  /** Replays batch by batch until every chosen member was tried once. */
  public Result execute() {
    Broadcast<SerializableConfiguration> hadoop = Broadcasts.hadoop(warehouse.spark());
    Dataset<Row> listing = ingest.listing(hadoop).persist(StorageLevel.DISK_ONLY());
    try {
      Plan plan = ingest.during("Look for members to replay", () -> plan(listing));
      MetadataFiles metadata = ingest.metadataFiles(listing, hadoop);
      SourceDecoder decoder = ingest.decoder(hadoop);
      Result result = new Result(plan, 0, 0, 0);
      while (plan.members() > 0) {
        AppendTicket ticket = warehouse.ticket(Table.FRAMES, "replay");
        List<Candidate> batch =
            ingest.during("Look for members to replay", () -> nextBatch(listing));
        if (batch.isEmpty()) {
          return result;
        }
        Broadcast<MetadataLookup> outside = metadata.lookup();
        Timestamp now = Timestamp.from(Instant.now());
        String description =
            "Replay %d archives or files, batch %d".formatted(batch.size(), result.batches() + 1);
        AppendResult replaced =
            ingest.during(
                description,
                () -> {
                  Dataset<Row> decoded =
                      decoder.replayed(warehouse.spark(), wanted(batch), outside);
                  Dataset<Row> rows = ingest.finished(decoded, now);
                  return warehouse.replace(ticket, oldRows(batch), withOldSites(rows, batch));
                });
        if (replaced == AppendResult.COMMITTED) {
          Row counts = counts(now);
          result =
              new Result(
                  plan,
                  result.framesOk() + counts.getLong(0),
                  result.stillFailed() + counts.getLong(1) - counts.getLong(0),
                  result.batches() + 1);
        }
      }
      return result;
    } finally {
      listing.unpersist();
    }
  }

  /** A source of a batch, with the members that are wanted of it. */
  private record Candidate(PendingSource source, Map<String, String> statuses, String onlySite) {
    boolean hasWithheld() {
      return statuses.keySet().stream().anyMatch(path -> path.startsWith(WantedMembers.WITHHELD));
    }
  }

  /** The rows to replace: those of the reasons that this run has not written itself. */
  private Column isChosen() {
    return col("status").isin(reasons.toArray()).and(not(col("run_id").equalTo(ingest.runId())));
  }

  private static Column memberPath() {
    return regexp_replace(col("source_path"), "#[0-9]+$", "");
  }

  private Dataset<Row> chosen() {
    return warehouse
        .read(Table.FRAMES)
        .where(isChosen())
        .groupBy(col("source_id"), memberPath().as("member"))
        .agg(min("status").as("status"));
  }

  private Plan plan(Dataset<Row> listing) {
    Dataset<Row> sources = listing.select(col("source_id").as("listed"));
    Row row =
        chosen()
            .join(sources, col("source_id").equalTo(col("listed")), "left_outer")
            .agg(
                count(col("listed")),
                countDistinct("listed"),
                count(when(col("listed").isNull(), 1)),
                countDistinct(when(col("listed").isNull(), col("source_id"))),
                min(when(col("listed").isNull(), col("member"))))
            .first();
    return new Plan(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.isNullAt(4) ? "" : row.getString(4));
  }

  /** The next sources by path, up to the size of a batch, at least one. */
  private List<Candidate> nextBatch(Dataset<Row> listing) {
    List<Row> rows =
        chosen()
            .join(
                listing.withColumnRenamed("source_id", "listed"),
                col("source_id").equalTo(col("listed")))
            .groupBy("source_id", "uri", "bytes", "path")
            .agg(collect_list(struct("member", "status")).as("members"))
            .orderBy("uri")
            .limit(BATCH_SOURCES)
            .collectAsList();
    Map<String, String> sites = onlySites(rows.stream().map(row -> row.getString(0)).toList());
    List<Candidate> batch = new ArrayList<>();
    long bytes = 0;
    long members = 0;
    for (Row row : rows) {
      Map<String, String> statuses = new HashMap<>();
      for (Row member : row.<Row>getList(4)) {
        statuses.put(member.getString(0), member.getString(1));
      }
      bytes += row.getLong(2);
      members += statuses.size();
      if (!batch.isEmpty() && (bytes > ingest.batchBytes() || members > BATCH_MEMBERS)) {
        break;
      }
      Source source = new Source(row.getString(1), row.getLong(2), row.getString(3));
      batch.add(
          new Candidate(
              new PendingSource(row.getString(0), source), statuses, sites.get(row.getString(0))));
    }
    return batch;
  }

  /** The site of each source all of whose rows have the same: it was given by the user, maybe. */
  private Map<String, String> onlySites(List<String> sourceIds) {
    Map<String, String> sites = new HashMap<>();
    warehouse
        .read(Table.FRAMES)
        .where(col("source_id").isin(sourceIds.toArray()))
        .groupBy("source_id")
        .agg(min("site").as("least"), max("site").as("most"))
        .where("least = most AND least <> 'unknown'")
        .collectAsList()
        .forEach(row -> sites.put(row.getString(0), row.getString(1)));
    return sites;
  }

  private Map<PendingSource, WantedMembers> wanted(List<Candidate> batch) {
    Map<String, Set<String>> present = present(batch);
    return batch.stream()
        .collect(
            Collectors.toMap(
                Candidate::source,
                candidate ->
                    new WantedMembers(
                        candidate.statuses(),
                        present.getOrDefault(candidate.source().id(), Set.of()),
                        candidate.hasWithheld())));
  }

  /** The rows at or below the wanted paths that stay; all of a source with withheld paths. */
  private Map<String, Set<String>> present(List<Candidate> batch) {
    List<Row> wanted = new ArrayList<>();
    for (Candidate candidate : batch) {
      String id = candidate.source().id();
      if (candidate.hasWithheld()) {
        wanted.add(RowFactory.create(id, null));
      } else {
        candidate.statuses().keySet().forEach(path -> wanted.add(RowFactory.create(id, path)));
      }
    }
    Dataset<Row> paths = warehouse.spark().createDataset(wanted, Encoders.row(PATHS));
    Column isAtOrBelow =
        col("wanted_path")
            .isNull()
            .or(col("member").equalTo(col("wanted_path")))
            .or(col("member").startsWith(concat(col("wanted_path"), lit("!/"))));
    Map<String, Set<String>> present = new HashMap<>();
    warehouse
        .read(Table.FRAMES)
        .where(idIn(batch).and(not(oldRows(batch))))
        .select(col("source_id"), col("source_path"), memberPath().as("member"))
        .join(
            broadcast(paths),
            col("source_id").equalTo(col("wanted_id")).and(isAtOrBelow),
            "left_semi")
        .collectAsList()
        .forEach(
            row ->
                present
                    .computeIfAbsent(row.getString(0), id -> new HashSet<>())
                    .add(row.getString(1)));
    return present;
  }

  private static Column idIn(List<Candidate> candidates) {
    return col("source_id")
        .isin(candidates.stream().map(candidate -> candidate.source().id()).toArray());
  }

  /**
   * What a batch replaces. A withheld path holds the number of its member, which an upgrade may
   * change: of a source with one, all rows with such paths are replaced, whatever their reason.
   */
  private Column oldRows(List<Candidate> batch) {
    Column chosen = idIn(batch).and(isChosen());
    List<Candidate> withheld = batch.stream().filter(Candidate::hasWithheld).toList();
    return withheld.isEmpty()
        ? chosen
        : chosen.or(idIn(withheld).and(col("source_path").startsWith(WantedMembers.WITHHELD)));
  }

  /** Without --site, a source stays at the site that all its rows had. */
  private Dataset<Row> withOldSites(Dataset<Row> rows, List<Candidate> batch) {
    if (ingest.hasSite()) {
      return rows;
    }
    List<Row> sites =
        batch.stream()
            .filter(candidate -> candidate.onlySite() != null)
            .map(candidate -> RowFactory.create(candidate.source().id(), candidate.onlySite()))
            .toList();
    Dataset<Row> old = warehouse.spark().createDataset(sites, Encoders.row(SITES));
    return rows.join(
            broadcast(old.withColumnRenamed("source_id", "old_id")),
            col("source_id").equalTo(col("old_id")),
            "left_outer")
        .withColumn("site", coalesce(col("kept_site"), col("site")))
        .drop("old_id", "kept_site");
  }

  private Row counts(Timestamp batch) {
    return warehouse
        .read(Table.FRAMES)
        .where(col("ingested_at").equalTo(batch).and(col("run_id").equalTo(ingest.runId())))
        .agg(count(when(col("status").equalTo("ok"), 1)), count(lit(1)))
        .first();
  }
}
