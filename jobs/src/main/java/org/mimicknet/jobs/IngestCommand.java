/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import org.mimicknet.action.Ingest;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Archives into the table {@code frames}: see {@link Ingest}. */
@Command(
    name = "ingest",
    description = {
      "Read scanner archives into the table frames.",
      "Safe to run again: an archive that is there already is skipped. A member that cannot be read"
          + " becomes a row with a reason and the run goes on."
    },
    footer = {
      "",
      "Example:",
      "  mimicknet ingest --input /archives/north-hospital --site north --warehouse /data/warehouse"
    })
final class IngestCommand extends WritingCommand {
  @Mixin private IngestOptions options;
  @Mixin private FailureOption failures;

  @Override
  void validate() {
    options.validate();
  }

  @Override
  RunOutcome work(Warehouse warehouse, String runId, PrintWriter out) {
    Ingest.Result result = options.action(warehouse, runId).execute();
    Results.print(result, out);
    return new RunOutcome(
        failures.judge(result.unread(), result.held(), out),
        Results.counts(result),
        result.bytes());
  }

  @Override
  void preview(Warehouse warehouse, PrintWriter out) {
    Ingest.Plan plan = options.action(warehouse, DRY_RUN).plan();
    out.printf(
        "Would ingest %s archives or files (%s); %s are in the warehouse already%n",
        plan.pending(), Results.size(plan.pendingBytes()), plan.present());
  }
}
