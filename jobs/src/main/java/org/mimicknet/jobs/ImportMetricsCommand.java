/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.util.List;
import org.mimicknet.action.ImportMetrics;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Published per-image metrics as rows of {@code enhanced}: see {@link ImportMetrics}. */
@Command(
    name = "import-metrics",
    description = {
      "Read published per-image metrics, so that summarize runs on them.",
      "Frames are made without pixels (status metrics_only); a row that cannot be read is"
          + " quarantined and the rest goes on."
    },
    footer = {
      "",
      "Example:",
      "  mimicknet import-metrics --metrics mimicknet.csv --metadata testing-v2.csv"
          + " --model-name tmi-2020 --warehouse /data/published"
    })
final class ImportMetricsCommand extends WritingCommand {
  @Option(
      names = "--metrics",
      required = true,
      arity = "1..*",
      split = "\n",
      splitSynopsisLabel = " ",
      paramLabel = "CSV",
      converter = Location.class,
      description = "Metrics per image, with a column filename.")
  private List<String> metrics;

  @Option(
      names = "--metadata",
      required = true,
      arity = "1..*",
      split = "\n",
      splitSynopsisLabel = " ",
      paramLabel = "CSV",
      converter = Location.class,
      description = "Metadata per image, joined on filename.")
  private List<String> metadata;

  @Option(
      names = "--model-name",
      required = true,
      paramLabel = "NAME",
      description = "The model that these metrics are of.")
  private String modelName;

  @Override
  RunOutcome work(Warehouse warehouse, String runId, PrintWriter out) {
    ImportMetrics.Result result = action(warehouse, runId).execute();
    Results.print(result, out);
    return new RunOutcome(ExitCode.DONE, Results.counts(result), 0);
  }

  @Override
  void preview(Warehouse warehouse, PrintWriter out) {
    out.printf(
        "Would import what is new of %s metrics files, with %s metadata files, as model %s%n",
        metrics.size(), metadata.size(), modelName);
  }

  private ImportMetrics action(Warehouse warehouse, String runId) {
    return ImportMetrics.into(warehouse, runId)
        .metrics(metrics)
        .metadata(metadata)
        .model(modelName);
  }
}
