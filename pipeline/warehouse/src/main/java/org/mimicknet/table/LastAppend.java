/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import io.delta.kernel.Table;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.SnapshotImpl;
import org.apache.hadoop.conf.Configuration;

/**
 * The last of the appends of one kind to a Delta table. Delta keeps it in the log and shows it
 * nowhere in its public interface: {@link SnapshotImpl} is internal to the Delta kernel, and this
 * class is all that uses it.
 *
 * @param tableVersion version of the table that was looked at, the newest
 * @param appendVersion Delta's {@code txnVersion} of the last append, 0 if there was none
 */
record LastAppend(long tableVersion, long appendVersion) {
  /**
   * Reads the log, without a Spark job.
   *
   * @param location folder of the table, with its scheme
   * @param appId Delta's {@code txnAppId} of the appends
   * @throws io.delta.kernel.exceptions.TableNotFoundException if there is no table
   */
  static LastAppend of(Configuration hadoop, String location, String appId) {
    Engine engine = DefaultEngine.create(hadoop);
    SnapshotImpl snapshot =
        (SnapshotImpl) Table.forPath(engine, location).getLatestSnapshot(engine);
    return new LastAppend(
        snapshot.getVersion(engine),
        snapshot.getLatestTransactionVersion(engine, appId).orElse(0L));
  }
}
