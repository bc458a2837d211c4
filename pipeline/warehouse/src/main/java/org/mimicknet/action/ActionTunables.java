/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.time.Duration;
import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.config.Tunable;

/**
 * What an operator may tune of the actions. How Parquet is written goes by Spark's own settings,
 * which win over those of this program: {@code spark.sql.maxConcurrentOutputFileWriters}, {@code
 * spark.hadoop.parquet.block.size}, {@code spark.hadoop.parquet.compression.codec.zstd.level}.
 */
@Internal
public final class ActionTunables {
  static final Tunable<Long> BYTES_PER_SLOT =
      Tunable.bytes(
          "commit.bytes-per-slot",
          "8g",
          "Bytes of one commit for each task slot: of archives (ingest and replay without"
              + " --batch-bytes) or of unpacked pixels (enhance)");
  static final Tunable<Long> MOST_BYTES =
      Tunable.bytes(
          "commit.most-bytes",
          "4t",
          "Most bytes of one commit, however many slots there are; --batch-bytes may be more");

  static final Tunable<Duration> COUNTS_WAIT =
      Tunable.time(
          "commit.counts-wait",
          "10s",
          "Longest wait for the counts of a commit, which Spark tells as an event and may drop;"
              + " then the table is asked");

  static final Tunable<Integer> INGEST_BATCH_SOURCES =
      Tunable.count(
          "ingest.batch-sources",
          10_000,
          "Most archives and files of one commit of an ingest; the driver holds their list");
  static final Tunable<Long> TASK_BYTES =
      Tunable.bytes(
          "ingest.task-bytes",
          "128m",
          "Packed bytes that one task reads; a larger zip or tar is shared out to several");

  static final Tunable<Integer> INGEST_MOST_STORAGE_FAILURES =
      Tunable.count(
          "ingest.most-storage-failures",
          20,
          "Most archives and files that an ingest or replay sets aside because the storage fails;"
              + " with more of them it stops. Each costs a batch");

  /** Two million rows take 0.4 to 1.3 GB. */
  static final Tunable<Integer> METADATA_ROWS =
      Tunable.count(
          "ingest.metadata-rows",
          2_000_000,
          "Most rows of all metadata CSVs outside of archives; each takes up to 1 kB in every"
              + " executor");

  static final Tunable<Integer> REPLAY_BATCH_SOURCES =
      Tunable.count(
          "replay.batch-sources", 1_000, "Most archives and files of one commit of a replay");
  static final Tunable<Integer> REPLAY_BATCH_MEMBERS =
      Tunable.count("replay.batch-members", 100_000, "Most members of one commit of a replay");

  static final Tunable<Integer> TASKS_PER_SLOT =
      Tunable.count(
          "enhance.tasks-per-slot", 4, "Fewest tasks of one commit for each slot of the session");
  static final Tunable<Integer> ENHANCE_BATCHES_PER_LOOK =
      Tunable.count(
          "enhance.batches-per-look",
          1_000,
          "Most commits of the ingest that one commit of enhance takes together");
  static final Tunable<Integer> ENHANCE_BATCH_FRAMES =
      Tunable.count(
          "enhance.batch-frames",
          1_000_000,
          "Most frames of one commit of enhance, whose keys the driver holds; a commit of the"
              + " ingest that has more is taken some sources at a time");

  static final Tunable<Duration> RETRY_WINDOW =
      Tunable.time(
          "retry-window",
          "24h",
          "How long after the start of an attempt that did not succeed the frames that it enhanced"
              + " count for --max-failed-fraction of the next one. A job that runs every 24 hours"
              + " sets 20h, so that no night is judged by the one before");

  static final Tunable<Integer> SUMMARIZE_ATTEMPTS =
      Tunable.count(
          "summarize.attempts", 10, "Attempts of summarize while other runs commit before it");

  /** All of them, in the order of the documentation. */
  public static final List<Tunable<?>> ALL =
      List.of(
          BYTES_PER_SLOT,
          MOST_BYTES,
          COUNTS_WAIT,
          INGEST_BATCH_SOURCES,
          TASK_BYTES,
          INGEST_MOST_STORAGE_FAILURES,
          METADATA_ROWS,
          REPLAY_BATCH_SOURCES,
          REPLAY_BATCH_MEMBERS,
          TASKS_PER_SLOT,
          ENHANCE_BATCHES_PER_LOOK,
          ENHANCE_BATCH_FRAMES,
          RETRY_WINDOW,
          SUMMARIZE_ATTEMPTS);

  private ActionTunables() {}
}
