/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import org.mimicknet.action.Summarize;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Command;

/** Metrics into the table {@code study_summary}: see {@link Summarize}. */
@Command(
    name = "summarize",
    description = {
      "Summarise the metrics per study and print the totals.",
      "Only studies that changed are computed again."
    },
    footer = {"", "Example:", "  mimicknet summarize --warehouse /data/warehouse"})
final class SummarizeCommand extends WritingCommand {
  @Override
  boolean needsWarehouse() {
    return true;
  }

  @Override
  RunOutcome work(Warehouse warehouse, String runId, PrintWriter out) {
    Summarize.Result result = Results.summarized(warehouse, runId, out);
    return new RunOutcome(ExitCode.DONE, Results.counts(result), 0);
  }

  @Override
  void preview(Warehouse warehouse, PrintWriter out) {
    out.printf("Would compute %s studies%n", Summarize.on(warehouse, DRY_RUN).plan().recomputed());
  }
}
