/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.mimicknet.action.Replay;
import org.mimicknet.archive.Reason;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Quarantined members again: see {@link Replay}. */
@Command(
    name = "replay",
    description = {
      "Read quarantined members again, after an upgrade, a changed limit, key or mapping.",
      "Only members with the given reasons are read; their rows are replaced, never doubled. Give"
          + " the --input of the ingest again: tables hold no location of an archive. The view"
          + " quarantine shows the reasons; run enhance and summarize afterwards."
    },
    footer = {
      "",
      "Example:",
      "  mimicknet replay --reason limit_exceeded --limit-frame-pixels 64000000 --input /archives"
          + " --warehouse /data/warehouse"
    })
final class ReplayCommand extends WritingCommand {
  @Mixin private IngestOptions options;
  @Mixin private FailureOption failures;

  @Option(
      names = "--reason",
      required = true,
      arity = "1..*",
      split = ",",
      splitSynopsisLabel = " ",
      paramLabel = "CODE",
      description = "Reasons of the members to read again: ${COMPLETION-CANDIDATES}.",
      completionCandidates = ReasonConverter.Codes.class,
      converter = ReasonConverter.class)
  private List<Reason> reasons;

  @Override
  void validate() {
    options.validate();
  }

  @Override
  boolean needsWarehouse() {
    return true;
  }

  @Override
  RunOutcome work(Warehouse warehouse, String runId, PrintWriter out) {
    Replay.Result result = replay(warehouse, runId).execute();
    out.printf(
        "Replay: %s frames from %s members of %s archives or files; %s members still give none%n",
        result.framesOk(), result.plan().members(), result.plan().sources(), result.stillFailed());
    printMissing(result.plan(), out);
    return new RunOutcome(
        failures.judge(result.unread(), result.held(), out),
        Map.of("frames_ok", result.framesOk(), "members_rejected", result.stillFailed()),
        0);
  }

  @Override
  void preview(Warehouse warehouse, PrintWriter out) {
    Replay.Plan plan = replay(warehouse, DRY_RUN).plan();
    out.printf("Would replay %s members of %s archives or files%n", plan.members(), plan.sources());
    printMissing(plan, out);
  }

  private Replay replay(Warehouse warehouse, String runId) {
    return options.applyTo(Replay.on(warehouse, runId)).reasons(EnumSet.copyOf(reasons));
  }

  private static void printMissing(Replay.Plan plan, PrintWriter out) {
    if (plan.missingMembers() > 0) {
      out.printf(
          "Not among the inputs: %s quarantined members of %s archives or files, for example %s%n",
          plan.missingMembers(), plan.missingSources(), plan.missingExample());
    }
    out.flush();
  }
}
