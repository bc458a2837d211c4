/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import org.mimicknet.action.Enhance;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Frames into the table {@code enhanced}: see {@link Enhance}. */
@Command(
    name = "enhance",
    description = {
      "Run MimickNet on every frame that it has not seen and store the metrics.",
      "Safe to run again: only new frames, or a new model, give work."
    },
    footer = {
      "",
      "Example:",
      "  mimicknet enhance --warehouse /data/warehouse --model /models/mimicknet"
    })
final class EnhanceCommand extends WritingCommand {
  @Mixin private EnhanceOptions options;
  @Mixin private FailureOption failures;

  private ModelBundle model;

  @Override
  void validate() {
    model = options.bundle();
  }

  @Override
  boolean needsWarehouse() {
    return true;
  }

  @Override
  RunOutcome work(Warehouse warehouse, String runId, PrintWriter out) {
    Enhance.Result result = options.action(warehouse, model, runId).execute();
    Results.print(result, out);
    return new RunOutcome(
        failures.judge(result.failed(), result.frames(), out), Results.counts(result), 0);
  }

  @Override
  void preview(Warehouse warehouse, PrintWriter out) {
    out.printf(
        "Would enhance %s frames with %s%n",
        options.action(warehouse, model, DRY_RUN).pending(), model.modelId());
  }
}
