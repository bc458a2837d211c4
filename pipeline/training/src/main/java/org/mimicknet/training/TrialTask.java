/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.UserException;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelCard;
import org.mimicknet.model.Network;
import org.mimicknet.signal.Preprocessing;
import org.mimicknet.training.data.FrameFiles;
import org.mimicknet.training.data.LocalFrames;
import org.mimicknet.training.data.Split;
import org.mimicknet.training.fit.Epoch;
import org.mimicknet.training.fit.RunFolder;
import org.mimicknet.training.fit.Scores;
import org.mimicknet.training.fit.Settings;
import org.mimicknet.training.fit.Training;
import org.mimicknet.training.fit.TrainingResult;
import org.mimicknet.training.graph.Torch;
import org.mimicknet.training.graph.TrainingDevice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an executor does for one trial: copies the frames to its disk, trains, and makes the bundle.
 *
 * @param modelName of the bundle
 * @param runFolder where checkpoints are, and other results
 * @param threads of one operation of PyTorch
 */
record TrialTask(
    Trial trial,
    String modelName,
    String licence,
    String runFolder,
    int threads,
    SerializableConfiguration hadoop)
    implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(TrialTask.class);

  /** What goes back to the driver. */
  record Report(
      TrainingResult.Outcome outcome,
      String reason,
      ModelBundle bundle,
      List<Epoch> history,
      Epoch best,
      Scores test,
      Scores testDas,
      String device)
      implements Serializable {}

  Report run() {
    Torch.threads(threads);
    TrainingDevice device = TrainingDevice.of(gpus());
    LOG.info("Trial {} on {}", trial.id(), device);
    Settings settings = trial.allSettings();
    Configuration conf = hadoop.value();
    Path disk = temporaryFolder();
    try (LocalFrames frames =
        new LocalFrames(
            disk,
            new Split(settings.seed()),
            settings.mode().pairing(),
            new Preprocessing(settings.clip()))) {
      FrameFiles.read(trial.frames().folder(), conf, frames::add);
      frames.complete();
      Training training =
          new Training(
              settings, frames, initial(settings), new RunFolder(runFolder, conf), device.device());
      TrainingResult result = training.run();
      ModelCard card =
          Cards.of(modelName, licence, trial, result, frames.summary(), threads, device.toString());
      return new Report(
          result.outcome(),
          result.reason(),
          ModelBundle.of(card, result.network()),
          result.history(),
          result.best(),
          result.test(),
          result.testDas(),
          device.toString());
    } finally {
      delete(disk);
    }
  }

  private Network initial(Settings settings) {
    return trial
        .initial()
        .map(ModelBundle::network)
        .orElseGet(() -> settings.architecture().initial(settings.seed()));
  }

  /** The addresses of the GPUs that Spark gave to this task. */
  private static List<String> gpus() {
    TaskContext task = TaskContext.get();
    ResourceInformation gpus = task == null ? null : task.resourcesJMap().get("gpu");
    return gpus == null ? List.of() : List.of(gpus.addresses());
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("mimicknet-training");
    } catch (IOException e) {
      throw new UserException("Cannot keep training frames on the local disk: " + e, e);
    }
  }

  private static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
