/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.action.Enhance;
import org.mimicknet.action.Ingest;
import org.mimicknet.action.Summarize;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ingest, enhance and summarize, one after the other. */
@Command(
    name = "reprocess",
    description = {
      "Ingest archives, enhance their frames and summarise the studies.",
      "Safe to run again, at any point: what is there is skipped."
    },
    footer = {
      "",
      "Example:",
      "  mimicknet reprocess --input /archives --warehouse /data/warehouse --model /models/mimicknet"
    })
final class ReprocessCommand extends WritingCommand {
  @Mixin private IngestOptions ingestOptions;
  @Mixin private EnhanceOptions enhanceOptions;
  @Mixin private FailureOption failures;

  private ModelBundle model;

  @Override
  void validate() {
    ingestOptions.validate();
    model = enhanceOptions.bundle();
  }

  @Override
  void validate(SparkSession spark) {
    enhanceOptions.requireDevice(spark);
  }

  @Override
  RunOutcome work(Warehouse warehouse, String runId, PrintWriter out) {
    Ingest.Result ingested = ingestOptions.action(warehouse, runId).execute();
    Results.print(ingested, out);
    Enhance enhance = enhanceOptions.action(warehouse, model, runId);
    ingestOptions.batchBytes().ifPresent(enhance::batchBytes);
    Enhance.Result enhanced = enhance.execute();
    Results.print(enhanced, out);
    Summarize.Result summarized = Results.summarized(warehouse, runId, out);

    Map<String, Long> counts = new TreeMap<>(Results.counts(ingested));
    counts.putAll(Results.counts(enhanced));
    counts.putAll(Results.counts(summarized));
    ExitCode ofIngest = failures.judge(ingested.unread(), ingested.held(), out);
    ExitCode ofEnhance = failures.judge(enhanced, out);
    return new RunOutcome(ofIngest.worse(ofEnhance), counts, ingested.bytes());
  }

  @Override
  void preview(Warehouse warehouse, PrintWriter out) {
    Ingest.Plan plan = ingestOptions.action(warehouse, DRY_RUN).plan();
    out.printf(
        "Would ingest %s archives or files (%s), then enhance their frames and %s that wait, then"
            + " summarise%n",
        plan.pending(),
        Results.size(plan.pendingBytes()),
        enhanceOptions.action(warehouse, model, DRY_RUN).pending());
  }
}
