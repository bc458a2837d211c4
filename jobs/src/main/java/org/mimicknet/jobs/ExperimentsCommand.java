/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mimicknet.UserException;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.Experiments;
import org.mimicknet.training.fit.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A search over hyper-parameters: see {@link Experiments}. */
@Command(
    name = "experiments",
    description = {
      "Try hyper-parameters, one training per Spark task, and write the best model.",
      "Safe to run again: trials that have ended are not repeated, others go on after their last"
          + " epoch. The block search of --config says what to try: see conf/experiments.conf."
    },
    footer = {
      "",
      "Example:",
      "  mimicknet experiments --config conf/experiments.conf --warehouse W --output models/best"
    })
final class ExperimentsCommand extends WritingCommand {
  @Mixin private TrainingOptions options;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "MODEL",
      converter = Location.class,
      description = "Folder for the best model bundle; local, gs:// or hdfs://.")
  private String output;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      defaultValue = "1",
      converter = PositiveNumber.class,
      description = "Trials at a time (default ${DEFAULT-VALUE}): as many as there are GPUs.")
  private int maxParallel;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "1",
      converter = WholeNumber.class,
      description = "How often a trial that failed is tried again (default ${DEFAULT-VALUE}).")
  private int retries;

  private List<Settings> trials;

  @Override
  void validate() {
    ModelBundle.requirePlace(output, HadoopSettings.beforeSession());
    StoredFile file =
        configFile()
            .orElseThrow(
                () -> new UserException("Cannot search: --config names no file with a search"));
    trials = new SearchFile(file).trials(options.settings());
    options.validate(trials);
  }

  @Override
  boolean needsWarehouse() {
    return true;
  }

  @Override
  RunOutcome work(Warehouse warehouse, String runId, PrintWriter out) {
    Experiments.Result result =
        Experiments.on(
                warehouse,
                runId,
                trials,
                options.inputs(warehouse.spark().sparkContext().getConf()))
            .maxParallel(maxParallel)
            .retries(retries)
            .execute();
    out.printf(
        "Experiments: %s trials run, %s known from before, %s failed%n",
        result.ran(), result.known(), result.failed().size());
    result.failed().forEach((trial, reason) -> out.printf("  %s failed: %s%n", trial, reason));
    result
        .best()
        .ifPresentOrElse(
            best -> {
              best.bundle().write(output, HadoopSettings.of(warehouse.spark()));
              out.printf(
                  Locale.ROOT,
                  "Best trial %s: validation SSIM %.4f, in %s%n",
                  best.trialId(),
                  best.validationSsim(),
                  output);
            },
            () -> out.println("No best trial: none has validation frames and a result"));
    ExitCode code = result.failed().isEmpty() ? ExitCode.DONE : ExitCode.TOO_MANY_FAILED;
    return new RunOutcome(
        code, Map.of("trials", (long) result.ran(), "failed", (long) result.failed().size()), 0);
  }

  @Override
  void preview(Warehouse warehouse, PrintWriter out) {
    out.printf("Would run up to %s trials:%n", trials.size());
    trials.forEach(trial -> out.printf("  %s%n", trial));
  }
}
