/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import io.delta.exceptions.ConcurrentTransactionException;
import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.DeltaOptions;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.commands.WriteIntoDelta;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;

/**
 * The Delta log of one table, and appends that exclude their twins.
 *
 * <p>An append carries Delta's {@code txnAppId} and {@code txnVersion}. Delta skips the write
 * silently when the log already holds that version at the start of the transaction, and throws
 * {@link ConcurrentTransactionException} when it lands between start and commit. A token in the
 * commit's user metadata tells which of the two twins landed.
 */
final class TableLog {
  /** Whether rows that are written in place of others must fulfil the condition of those. */
  private static final String CONSTRAINT_CHECK =
      "spark.databricks.delta.replaceWhere.constraintCheck.enabled";

  private final SparkSession spark;
  private final String location;

  TableLog(SparkSession spark, String location) {
    this.spark = spark;
    this.location = location;
  }

  boolean exists() {
    return snapshot().version() >= 0;
  }

  AppendTicket ticket(Table table, String purpose, String token) {
    Snapshot snapshot = new AppendSnapshot(snapshot());
    Option<Object> last = snapshot.transactions().get(appId(purpose));
    long lastAppend = last.isDefined() ? (Long) last.get() : 0;
    return new AppendTicket(table, purpose, snapshot.version(), lastAppend + 1, token);
  }

  /** Appends rows that no other run can append. */
  AppendResult write(Dataset<Row> rows) {
    rows.write().format("delta").mode(SaveMode.Append).save(location);
    return AppendResult.COMMITTED;
  }

  /**
   * Writes and commits, or does nothing when a twin was first. It is what Delta's {@code save}
   * does, on a snapshot that needs no job to tell which appends have landed.
   */
  AppendResult write(AppendTicket ticket, Dataset<Row> rows) {
    DeltaOptions options =
        new DeltaOptions(
            new Map.Map3<>(
                "txnAppId", appId(ticket.purpose()),
                "txnVersion", String.valueOf(ticket.appendVersion()),
                "userMetadata", commitNote(ticket)),
            spark.sessionState().conf());
    Seq<String> noPartitioning = JavaConverters.asScalaBuffer(List.<String>of()).toSeq();
    DeltaLog log = DeltaLog.forTable(spark, location);
    WriteIntoDelta write =
        new WriteIntoDelta(
            log,
            SaveMode.Append,
            options,
            noPartitioning,
            Map$.MODULE$.empty(),
            rows,
            Option.empty(),
            Option.empty());
    try {
      log.withNewTransaction(
          Option.empty(),
          Option.apply(new AppendSnapshot(snapshot())),
          transaction -> {
            if (write.hasBeenExecuted(transaction, spark, Option.apply(options))) {
              return Option.empty();
            }
            return transaction.commitIfNeeded(
                write.write(transaction, spark, Option.empty(), false),
                new DeltaOperations.Write(
                    SaveMode.Append,
                    Option.apply(noPartitioning),
                    Option.empty(),
                    options.userMetadata()),
                Map$.MODULE$.empty());
          });
    } catch (ConcurrentTransactionException twinCommittedFirst) {
      // The rows are not in the table, as result() finds.
    }
    return result(ticket);
  }

  /**
   * The same, and the rows that fulfil {@code predicate} go in the same commit. The new ones need
   * not fulfil it.
   */
  AppendResult replace(AppendTicket ticket, String predicate, Dataset<Row> rows) {
    Option<String> check = spark.conf().getOption(CONSTRAINT_CHECK);
    spark.conf().set(CONSTRAINT_CHECK, "false");
    try {
      rows.write()
          .format("delta")
          .mode(SaveMode.Overwrite)
          .option("txnAppId", appId(ticket.purpose()))
          .option("txnVersion", ticket.appendVersion())
          .option("userMetadata", commitNote(ticket))
          .option("replaceWhere", predicate)
          .save(location);
    } catch (DeltaConcurrentModificationException anotherCommittedFirst) {
      // As above: a twin, or whoever has rewritten the same files.
    } finally {
      if (check.isDefined()) {
        spark.conf().set(CONSTRAINT_CHECK, check.get());
      } else {
        spark.conf().unset(CONSTRAINT_CHECK);
      }
    }
    return result(ticket);
  }

  private AppendResult result(AppendTicket ticket) {
    return commit(ticket).isPresent() ? AppendResult.COMMITTED : AppendResult.SUPERSEDED;
  }

  /** The files that the append of a ticket has added. */
  FileList appended(AppendTicket ticket) {
    List<AddFile> added =
        commit(ticket).stream()
            .flatMap(List::stream)
            .filter(AddFile.class::isInstance)
            .map(AddFile.class::cast)
            .toList();
    return new FileList(snapshot(), added);
  }

  /** What the commit of a ticket holds, if it is one of those since the ticket was taken. */
  private Optional<List<Action>> commit(AppendTicket ticket) {
    DeltaLog log = DeltaLog.forTable(spark, location);
    Iterator<Tuple2<Object, Seq<Action>>> commits =
        log.getChanges(ticket.tableVersion() + 1, false);
    while (commits.hasNext()) {
      List<Action> actions = JavaConverters.seqAsJavaList(commits.next()._2());
      if (actions.stream()
          .anyMatch(
              action ->
                  action instanceof CommitInfo info
                      && info.userMetadata().contains(commitNote(ticket)))) {
        return Optional.of(actions);
      }
    }
    return Optional.empty();
  }

  /** The live files, where they are known without a query. */
  Optional<FileList> files() {
    return FileList.of(snapshot());
  }

  private Snapshot snapshot() {
    return DeltaLog.forTable(spark, location).update(false, Option.empty(), Option.empty());
  }

  private static String appId(String purpose) {
    return "mimicknet." + purpose;
  }

  private static String commitNote(AppendTicket ticket) {
    return ticket.purpose() + " " + ticket.token();
  }
}
