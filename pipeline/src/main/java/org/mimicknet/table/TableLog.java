package org.mimicknet.table;

import io.delta.exceptions.ConcurrentTransactionException;
import io.delta.exceptions.DeltaConcurrentModificationException;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;

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
    Snapshot snapshot = snapshot();
    return new AppendTicket(
        table, purpose, snapshot.version(), lastAppend(snapshot, appId(purpose)) + 1, token);
  }

  /** Appends rows that no other run can append. */
  void write(Dataset<Row> rows) {
    rows.write().format("delta").mode(SaveMode.Append).save(location);
  }

  /** Writes and commits, or does nothing when a twin was first. */
  void write(AppendTicket ticket, Dataset<Row> rows) {
    try {
      writer(ticket, rows).mode(SaveMode.Append).save(location);
    } catch (ConcurrentTransactionException twinCommittedFirst) {
      // The rows are not in the table; holds() is what answers the caller.
    }
  }

  /**
   * The same, and the rows that fulfil {@code predicate} go in the same commit. The new ones need
   * not fulfil it.
   */
  void replace(AppendTicket ticket, String predicate, Dataset<Row> rows) {
    Option<String> check = spark.conf().getOption(CONSTRAINT_CHECK);
    spark.conf().set(CONSTRAINT_CHECK, "false");
    try {
      writer(ticket, rows)
          .mode(SaveMode.Overwrite)
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
  }

  private DataFrameWriter<Row> writer(AppendTicket ticket, Dataset<Row> rows) {
    return rows.write()
        .format("delta")
        .option("txnAppId", appId(ticket.purpose()))
        .option("txnVersion", ticket.appendVersion())
        .option("userMetadata", commitNote(ticket));
  }

  /** Whether one of the commits since the ticket was taken is that of the ticket. */
  boolean holds(AppendTicket ticket) {
    DeltaLog log = DeltaLog.forTable(spark, location);
    Iterator<Tuple2<Object, Seq<Action>>> commits =
        log.getChanges(ticket.tableVersion() + 1, false);
    while (commits.hasNext()) {
      Iterator<Action> actions = commits.next()._2().iterator();
      while (actions.hasNext()) {
        if (actions.next() instanceof CommitInfo info
            && info.userMetadata().contains(commitNote(ticket))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Taken from the checksum file of the version where it is there: replaying the log costs a job,
   * and the first job of a session seconds.
   */
  private static long lastAppend(Snapshot snapshot, String appId) {
    Option<VersionChecksum> checksum = snapshot.checksumOpt();
    Option<Seq<SetTransaction>> known =
        checksum.isDefined() ? checksum.get().setTransactions() : Option.empty();
    Seq<SetTransaction> all = known.isDefined() ? known.get() : snapshot.setTransactions();
    return JavaConverters.seqAsJavaList(all).stream()
        .filter(transaction -> transaction.appId().equals(appId))
        .mapToLong(SetTransaction::version)
        .max()
        .orElse(0);
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
