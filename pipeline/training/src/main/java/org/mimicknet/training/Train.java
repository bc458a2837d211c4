/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.util.List;
import org.mimicknet.UserException;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.fit.Epoch;
import org.mimicknet.training.fit.Scores;
import org.mimicknet.training.fit.Settings;
import org.mimicknet.training.fit.TrainingResult;
import org.mimicknet.training.graph.Torch;

/**
 * Trains a model on frames of a warehouse, in one Spark task: on the GPU that Spark gives to it, or
 * on the CPU. Run again after a stop, it goes on after its last epoch.
 */
public final class Train {
  private final Warehouse warehouse;
  private final String runId;
  private final Settings settings;
  private final TrainingInputs inputs;

  /**
   * What a training gave.
   *
   * @param trainingId as the tables name it
   * @param folder with TensorBoard events and sample pictures
   * @param bundle the model
   * @param best the epoch whose weights it has
   * @param test scores on the test studies; NaN without them
   * @param testDas scores of the DAS images of the test studies
   */
  public record Result(
      String trainingId,
      String folder,
      TrainingResult.Outcome outcome,
      String reason,
      ModelBundle bundle,
      int epochs,
      Epoch best,
      Scores test,
      Scores testDas) {}

  private Train(Warehouse warehouse, String runId, Settings settings, TrainingInputs inputs) {
    this.warehouse = warehouse;
    this.runId = runId;
    this.settings = settings;
    this.inputs = inputs;
  }

  /**
   * A training on a warehouse.
   *
   * @param runId goes into every row: the key of the table {@code runs}
   */
  public static Train on(
      Warehouse warehouse, String runId, Settings settings, TrainingInputs inputs) {
    return new Train(warehouse, runId, settings, inputs);
  }

  /** How many frames {@link #execute} would train on, validate and test with. */
  public long frames() {
    return FrameSet.available(warehouse, inputs.condition(), inputs.mostFrames());
  }

  /**
   * Trains to the end.
   *
   * @throws UserException if PyTorch is not there or no frame fits
   */
  public Result execute() {
    Torch.check();
    FrameSet frames = FrameSet.prepare(warehouse, runId, inputs.condition(), inputs.mostFrames());
    Trial trial = Trial.of(settings, frames, inputs.initialOrNull());
    try (Trials trials = new Trials(warehouse, inputs, new TrainingRows(warehouse, runId))) {
      return result(trial, trials.run(trial, inputs.modelName()));
    }
  }

  private Result result(Trial trial, TrialTask.Report report) {
    List<Epoch> history = report.history();
    return new Result(
        trial.id(),
        Folders.run(warehouse, trial.id()),
        report.outcome(),
        report.reason(),
        report.bundle(),
        history.get(history.size() - 1).number(),
        report.best(),
        report.test(),
        report.testDas());
  }
}
