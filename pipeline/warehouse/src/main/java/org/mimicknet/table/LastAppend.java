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
 */
final class LastAppend {
  private LastAppend() {}

  /**
   * Delta's {@code txnVersion} of the last append up to a version of the table, 0 if there was
   * none. Reads the log, without a Spark job.
   *
   * @param location folder of the table, with its scheme
   * @param appId Delta's {@code txnAppId} of the appends
   * @throws io.delta.kernel.exceptions.TableNotFoundException if there is no table
   */
  static long of(Configuration hadoop, String location, long tableVersion, String appId) {
    Engine engine = DefaultEngine.create(hadoop);
    SnapshotImpl snapshot =
        (SnapshotImpl) Table.forPath(engine, location).getSnapshotAsOfVersion(engine, tableVersion);
    return snapshot.getLatestTransactionVersion(engine, appId).orElse(0L);
  }
}
