/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.Option;
import scala.collection.Seq;

/**
 * A version of a table that takes the appends that have landed from its checksum file, where it is
 * there: Delta replays the log for them, a job, and the first job of a session costs seconds.
 */
final class AppendSnapshot extends Snapshot {
  AppendSnapshot(Snapshot snapshot) {
    super(
        snapshot.path(),
        snapshot.version(),
        snapshot.logSegment(),
        snapshot.deltaLog(),
        snapshot.checksumOpt());
  }

  @Override
  public Seq<SetTransaction> setTransactions() {
    Option<VersionChecksum> checksum = checksumOpt();
    Option<Seq<SetTransaction>> known =
        checksum.isDefined() ? checksum.get().setTransactions() : Option.empty();
    return known.isDefined() ? known.get() : super.setTransactions();
  }

  /** Delta writes a line for each snapshot, which belongs to its own log. */
  @Override
  public String logName() {
    return Snapshot.class.getName();
  }
}
