/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.Train;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Frames of a warehouse into a model: see {@link Train}. */
@Command(
    name = "train",
    description = {
      "Train a model on the frames of a warehouse, by the published recipe.",
      "Run again after a stop, with the same options, it goes on after its last epoch."
    },
    footer = {
      "",
      "Examples:",
      "  mimicknet train --warehouse W --output models/own --set loss=ssim --set epochs=40",
      "  mimicknet train --warehouse W --output models/own --mode black-box --where \"site ="
          + " 'lab'\""
    })
final class TrainCommand extends WritingCommand {
  @Mixin private TrainingOptions options;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "MODEL",
      converter = Location.class,
      description = "Folder for the model bundle; local, gs:// or hdfs://.")
  private String output;

  @Override
  void validate() {
    ModelBundle.requirePlace(output, HadoopSettings.beforeSession());
    options.validate(List.of(options.settings()));
  }

  @Override
  boolean needsWarehouse() {
    return true;
  }

  @Override
  RunOutcome work(Warehouse warehouse, String runId, PrintWriter out) {
    Train.Result result = training(warehouse, runId).execute();
    result.bundle().write(output, HadoopSettings.of(warehouse.spark()));
    out.printf(
        Locale.ROOT,
        "Training %s: %s after %s epochs (%s)%n",
        result.trainingId(),
        result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        result.epochs(),
        result.reason());
    out.printf(
        Locale.ROOT,
        "Best epoch %s: validation SSIM %.4f, PSNR %.2f dB over %s frames%n",
        result.best().number(),
        result.best().validation().ssim(),
        result.best().validation().psnr(),
        result.best().validation().frames());
    out.printf(
        Locale.ROOT,
        "Test studies: SSIM %.4f, PSNR %.2f dB over %s frames; their DAS images have SSIM %.4f%n",
        result.test().ssim(),
        result.test().psnr(),
        result.test().frames(),
        result.testDas().ssim());
    out.printf("Wrote %s to %s%n", result.bundle().modelId(), output);
    out.printf("See: tensorboard --logdir %s%n", ShellWord.of(result.folder()));
    return new RunOutcome(ExitCode.DONE, Map.of("epochs", (long) result.epochs()), 0);
  }

  @Override
  void preview(Warehouse warehouse, PrintWriter out) {
    out.printf(
        "Would train %s on %s frames%n", options.settings(), training(warehouse, DRY_RUN).frames());
  }

  private Train training(Warehouse warehouse, String runId) {
    return Train.on(
        warehouse,
        runId,
        options.settings(),
        options.inputs(warehouse.spark().sparkContext().getConf()));
  }
}
