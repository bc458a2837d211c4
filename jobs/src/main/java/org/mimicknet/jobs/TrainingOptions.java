/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.mimicknet.UserException;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.training.TrainingInputs;
import org.mimicknet.training.fit.Mode;
import org.mimicknet.training.fit.Settings;
import org.mimicknet.training.graph.Torch;
import picocli.CommandLine.Option;

/** What {@code train} and {@code experiments} train on, and with. */
final class TrainingOptions {
  @Option(
      names = "--mode",
      paramLabel = "gray-box|black-box",
      defaultValue = "gray-box",
      converter = TrainingMode.class,
      description = {
        "gray-box: on pairs of DAS and clinical images; black-box: a CycleGAN on DAS images of some"
            + " studies and clinical images of others (default ${DEFAULT-VALUE})."
      })
  private Mode mode;

  @Option(
      names = "--set",
      split = "\n",
      splitSynopsisLabel = " ",
      paramLabel = "NAME=VALUE",
      description = {
        "A hyper-parameter, repeatable; defaults are those of the published recipe. filters,"
            + " kernel, loss (mae, mse, ssim or a sum: ssim+0.5*mae), learning-rate, beta1, factor,"
            + " patience, floor, stop-after, batch, crop (rows x columns), epochs, steps (per"
            + " epoch, 0: every frame once), clip-db, validation-frames, seed; black-box also"
            + " cycle-weight, identity-weight, discriminator-filters."
      })
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--init",
      converter = Location.class,
      paramLabel = "DIR",
      description =
          "Start from this model: its weights, and its architecture (filters and kernel are not"
              + " set).")
  private String init;

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description =
          "Train on frames that fulfil this condition only, for example \"site = 'lab'\".")
  private String where;

  @Option(
      names = "--max-frames",
      paramLabel = "N",
      defaultValue = "" + TrainingInputs.MOST_FRAMES,
      converter = PositiveNumber.class,
      description = "Of more frames, choose so many, always the same (default ${DEFAULT-VALUE}).")
  private int maxFrames;

  @Option(
      names = "--name",
      converter = ModelName.class,
      paramLabel = "NAME",
      defaultValue = "mimicknet-own",
      description = "Name of the model (default ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      defaultValue = "unknown: that of the training data",
      description = "Licence of the weights, kept in model.json.")
  private String licence;

  @Option(
      names = "--threads",
      converter = PositiveNumber.class,
      paramLabel = "N",
      description =
          "Threads of a training on a CPU (default: the cores of its task). The same number gives"
              + " the same weights to the bit.")
  private Integer threads;

  /**
   * Checks what needs no Spark, of trainings with these settings.
   *
   * @throws UserException if something cannot be used
   */
  void validate(List<Settings> trainings) {
    Torch.check();
    inputs(1)
        .initial()
        .map(ModelBundle::network)
        .ifPresent(network -> trainings.forEach(training -> training.check(network)));
  }

  /**
   * The published recipe, with the architecture of the model to start from, with what the user
   * replaced.
   */
  Settings settings() {
    Settings recipe = Settings.of(mode);
    return initial().map(ModelBundle::network).map(recipe::startingFrom).orElse(recipe).with(set);
  }

  TrainingInputs inputs(SparkConf conf) {
    return inputs(conf.getInt("spark.task.cpus", 1));
  }

  private TrainingInputs inputs(int taskCores) {
    return new TrainingInputs(
        where == null ? TrainingInputs.ALL_FRAMES : where,
        maxFrames,
        initial().orElse(null),
        name,
        licence,
        threads == null ? taskCores : threads);
  }

  private Optional<ModelBundle> initial() {
    return Optional.ofNullable(init)
        .map(folder -> ModelBundle.read(folder, HadoopSettings.beforeSession()));
  }
}
