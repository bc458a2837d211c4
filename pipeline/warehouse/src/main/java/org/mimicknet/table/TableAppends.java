/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.apache.spark.sql.functions.col;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.config.HadoopSettings;

/**
 * Appends to one table, of which only one of several concurrent ones of one purpose lands.
 *
 * <p>An append with a ticket carries Delta's {@code txnAppId} and {@code txnVersion}. Delta skips
 * the write silently when the log already holds that version at the start of the transaction, and
 * throws {@code ConcurrentTransactionException} when it lands between start and commit. A token in
 * the commit's user metadata tells which of two concurrent appends landed.
 */
final class TableAppends {
  /** Of Delta, where a commit was in the way as often as it may be. */
  private static final String OUT_OF_ATTEMPTS = "DELTA_MAX_COMMIT_RETRIES_EXCEEDED";

  /** Each of them ends because another run has got further. */
  private static final int ATTEMPTS = 100;

  private static final long LONGEST_PAUSE_MS = 500;

  private final SparkSession spark;
  private final StoredTable stored;
  private final SessionSettings writeSettings;
  private final SessionSettings commitOnce;

  /**
   * @param writeSettings {@link WriteSettings}
   * @param commitOnce {@link CommitSettings#once}
   */
  TableAppends(
      SparkSession spark,
      StoredTable stored,
      SessionSettings writeSettings,
      SessionSettings commitOnce) {
    this.spark = spark;
    this.stored = stored;
    this.writeSettings = writeSettings;
    this.commitOnce = commitOnce;
  }

  /**
   * A ticket is the version of the table alone: what it stands for among the appends of its purpose
   * follows from that version, and is looked up where there is something to append.
   */
  AppendTicket ticket(String purpose) {
    long version = stored.newestMade().number();
    return new AppendTicket(stored.table(), purpose, version, UUID.randomUUID().toString());
  }

  /**
   * Appends rows that no other run can append, under a name: once, also where the storage has made
   * the commit and fails to say so. Its client tries again and finds a commit in the way, which
   * Delta takes for that of another run, and goes on; here its note tells whose it is.
   *
   * @param note of the commit: {@link SettledWorks#note} of the name
   */
  void append(String name, String note, Dataset<Row> rows) {
    long looked = stored.firstSeen();
    for (int attempt = 1; ; attempt++) {
      try {
        commitOnce.applyWhile(
            () -> {
              save(
                  ordered(rows)
                      .write()
                      .format("delta")
                      .option("userMetadata", note)
                      .mode(SaveMode.Append));
              return null;
            });
        return;
      } catch (RuntimeException e) {
        if (!anotherIsInTheWay(e) || attempt == ATTEMPTS) {
          throw e;
        }
        long newest = stored.newest().orElseThrow().number();
        if (isThere(name, looked + 1, newest)) {
          return;
        }
        looked = newest;
        // Of many that are in each other's way the next one gets through.
        Pause.ofMillis(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MS));
      }
    }
  }

  @SuppressWarnings("deprecation") // of Spark 4; 3.5 has no getCondition
  private static boolean anotherIsInTheWay(RuntimeException e) {
    return e instanceof DeltaConcurrentModificationException
        || (e instanceof SparkThrowable spark && OUT_OF_ATTEMPTS.equals(spark.getErrorClass()));
  }

  /** Whether one of the commits of these versions has the name. */
  private boolean isThere(String name, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(stored::note)
        .flatMap(Optional::stream)
        .anyMatch(note -> SettledWorks.isOf(note, name));
  }

  /** Writes and commits, or does nothing when a concurrent append of its purpose was first. */
  AppendResult append(AppendTicket ticket, Dataset<Row> rows) {
    try {
      save(writer(ticket, rows).mode(SaveMode.Append));
    } catch (DeltaConcurrentModificationException anotherCommittedFirst) {
      // A concurrent append, or whoever has added columns meanwhile: as result() finds.
    }
    return result(ticket);
  }

  /**
   * The same, and the rows that fulfil {@code old} go in the same commit. The new ones need not
   * fulfil it.
   */
  AppendResult replace(AppendTicket ticket, String old, Dataset<Row> rows) {
    try {
      save(writer(ticket, rows).mode(SaveMode.Overwrite).option("replaceWhere", old));
    } catch (DeltaConcurrentModificationException anotherCommittedFirst) {
      // A concurrent append, or whoever has rewritten the same files: as result() finds.
    }
    return result(ticket);
  }

  /** A ticket has landed if one of the commits since it was taken carries its token. */
  private AppendResult result(AppendTicket ticket) {
    return landed(ticket).isPresent() ? AppendResult.COMMITTED : AppendResult.SUPERSEDED;
  }

  /** The version that the append of a ticket has made. */
  long version(AppendTicket ticket) {
    return landed(ticket).orElseThrow();
  }

  private OptionalLong landed(AppendTicket ticket) {
    DeltaTable table = DeltaTable.forPath(spark, stored.location());
    Row newest = table.history(1).select("version", "userMetadata").first();
    if (ticket.commitNote().equals(newest.getString(1))) {
      return OptionalLong.of(newest.getLong(0));
    }
    int commitsSince = Math.toIntExact(newest.getLong(0) - ticket.tableVersion());
    return table
        .history(commitsSince)
        .where(col("userMetadata").equalTo(ticket.commitNote()))
        .select("version")
        .collectAsList()
        .stream()
        .mapToLong(row -> row.getLong(0))
        .findFirst();
  }

  private DataFrameWriter<Row> writer(AppendTicket ticket, Dataset<Row> rows) {
    return ordered(rows)
        .write()
        .format("delta")
        .option("txnAppId", AppendTicket.appId(ticket.purpose()))
        .option("txnVersion", appendVersion(ticket))
        .option("userMetadata", ticket.commitNote())
        // A shuffle of pixels, and rows of a task that was tried again would be counted twice.
        .option("optimizeWrite", "false");
  }

  /** Which of the appends of its purpose the ticket is for, from 1. */
  private long appendVersion(AppendTicket ticket) {
    if (ticket.tableVersion() == 0) {
      return 1; // the commit that has made the table, without rows
    }
    return 1
        + LastAppend.of(
            HadoopSettings.of(spark),
            stored.location(),
            ticket.tableVersion(),
            AppendTicket.appId(ticket.purpose()));
  }

  private void save(DataFrameWriter<Row> writer) {
    writeSettings.applyWhile(
        () -> {
          writer.save(stored.location());
          return null;
        });
  }

  private Dataset<Row> ordered(Dataset<Row> rows) {
    return inThisSession(ColumnCheck.ordered(stored.table(), stored.columns(), rows));
  }

  /**
   * A write goes by the settings of the session of its rows; a union by those of its first part.
   */
  private Dataset<Row> inThisSession(Dataset<Row> rows) {
    return rows.sparkSession() == spark
        ? rows
        : spark.createDataFrame(List.of(), rows.schema()).union(rows);
  }
}
