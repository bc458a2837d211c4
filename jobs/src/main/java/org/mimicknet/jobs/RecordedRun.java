/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.Map;
import java.util.function.Function;
import org.mimicknet.table.RunLedger;
import org.mimicknet.table.RunLedger.Outcome;
import org.mimicknet.table.Warehouse;

/** A run of a command in the table {@code runs}: that it began and, whatever ends it, how. */
final class RecordedRun {
  private RecordedRun() {}

  /**
   * Does the work of a command.
   *
   * @param work takes the id of the run
   */
  static ExitCode of(
      Warehouse warehouse,
      String command,
      Map<String, String> configuration,
      Function<String, RunOutcome> work) {
    try (ShutdownWatch shutdown = new ShutdownWatch(warehouse.spark().sparkContext())) {
      RunLedger ledger = RunLedger.start(warehouse, command, configuration);
      RunOutcome outcome;
      try {
        outcome = work.apply(ledger.runId());
      } catch (Throwable failure) { // Spark's own are checked, and nothing says that it throws them
        shutdown.spareJobs();
        recordFailure(warehouse, ledger, failure);
        throw failure;
      }
      shutdown.spareJobs();
      ledger.finish(outcome(outcome.code()), outcome.counts(), outcome.bytes());
      return outcome.code();
    }
  }

  private static Outcome outcome(ExitCode code) {
    return switch (code) {
      case DONE -> Outcome.SUCCEEDED;
      case TOO_MANY_FAILED -> Outcome.EXCEEDED_FAILURES;
      case USAGE, BAD_INPUT, NO_ROW, INFRASTRUCTURE -> Outcome.FAILED;
    };
  }

  private static void recordFailure(Warehouse warehouse, RunLedger ledger, Throwable failure) {
    try {
      ledger.finish(Outcome.FAILED, CommittedCounts.of(warehouse, ledger), 0);
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }
}
