/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import ai.djl.Device;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mimicknet.Internal;
import org.mimicknet.model.Network;
import org.mimicknet.signal.FrameException;
import org.mimicknet.training.data.LocalFrames;
import org.mimicknet.training.data.Role;
import org.mimicknet.training.graph.TrainableNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training from its start, or from its last checkpoint, to its end. After every epoch it
 * validates, keeps the best weights, changes the learning rate, writes pictures, TensorBoard
 * events, the epoch's figures and a checkpoint. The same settings, frames and number of threads
 * give the same weights to the bit, whether it was interrupted or not.
 */
@Internal
public final class Training {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);
  private static final int SAMPLES = 3;

  private final Settings settings;
  private final RunFolder folder;
  private final Learner learner;
  private final Plateau plateau;
  private final TrainableNetwork best;
  private final List<Epoch> history = new ArrayList<>();
  private final Checkpoint checkpoint;
  private final Evaluation validation;
  private final Evaluation test;

  /**
   * A training.
   *
   * @param initial the network to start from, with its weights
   * @param folder where checkpoints, events and pictures go; a checkpoint that is there is gone on
   *     with
   * @throws org.mimicknet.UserException if there is nothing to train on
   */
  public Training(
      Settings settings, LocalFrames frames, Network initial, RunFolder folder, Device device) {
    this.settings = settings;
    this.folder = folder;
    this.learner = Learner.of(settings, frames, initial, device);
    this.plateau = Plateau.of(settings);
    this.best = new TrainableNetwork(initial);
    this.checkpoint = new Checkpoint(settings, learner, plateau, best.parameters(), history);
    this.validation = new Evaluation(frames, Role.VALIDATION, settings.validationFrames(), device);
    this.test = new Evaluation(frames, Role.TEST, Integer.MAX_VALUE, device);
  }

  /** Runs to the end. */
  public TrainingResult run() {
    try {
      runUntil(settings.epochs());
    } catch (Diverged e) {
      LOG.warn("Training stopped: {}", e.getMessage());
      return result(TrainingResult.Outcome.DIVERGED, e.getMessage());
    }
    return plateau.ended()
        ? result(
            TrainingResult.Outcome.STOPPED_EARLY,
            "no better validation SSIM in %s epochs".formatted(settings.stopAfter()))
        : result(TrainingResult.Outcome.FINISHED, "all %s epochs".formatted(settings.epochs()));
  }

  /** Runs to the end of an epoch, or to an earlier end. */
  void runUntil(int epoch) {
    if (checkpoint.restore(folder)) {
      LOG.info("Going on after epoch {} of {}", last().number(), folder);
    } else {
      finish(0, Map.of(), 0);
    }
    while (last().number() < epoch && !plateau.ended()) {
      trainEpoch(last().number() + 1);
    }
  }

  private void trainEpoch(int number) {
    int steps = settings.steps() == 0 ? learner.stepsPerEpoch() : settings.steps();
    Map<String, Double> sums = new TreeMap<>();
    long start = System.nanoTime();
    for (int step = 0; step < steps; step++) {
      Map<String, Double> losses = learner.step(number, step, plateau.learningRate());
      for (Map.Entry<String, Double> loss : losses.entrySet()) {
        if (!Double.isFinite(loss.getValue())) {
          throw new Diverged(
              "%s became %s in step %s of epoch %s at a learning rate of %s"
                  .formatted(
                      loss.getKey(), loss.getValue(), step + 1, number, plateau.learningRate()));
        }
        sums.merge(loss.getKey(), loss.getValue() / steps, Double::sum);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    finish(number, sums, (double) steps * settings.batch() / seconds);
  }

  private void finish(int number, Map<String, Double> losses, double imagesPerSecond) {
    double learningRate = plateau.learningRate();
    Scores scores = validate(number);
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    Epoch epoch = new Epoch(number, losses, learningRate, scores, imagesPerSecond, now);
    if (plateau.add(validation.frames() == 0 ? number : scores.ssim())) {
      best.parameters().copyFrom(learner.generator().parameters());
    }
    history.add(epoch);
    record(epoch);
    EpochFiles.write(folder, epoch);
    checkpoint.save(folder);
    LOG.info(
        "Epoch {}: losses {}, validation SSIM {}, PSNR {}, learning rate {}, {} images/s",
        number,
        losses,
        String.format(Locale.ROOT, "%.4f", scores.ssim()),
        String.format(Locale.ROOT, "%.2f", scores.psnr()),
        learningRate,
        String.format(Locale.ROOT, "%.1f", imagesPerSecond));
  }

  private Scores validate(int epoch) {
    try {
      return validation.of(learner.generator());
    } catch (FrameException e) {
      throw new Diverged("the network's output became NaN in epoch " + epoch);
    }
  }

  private void record(Epoch epoch) {
    EventFile events = new EventFile(epoch.finishedAt());
    epoch.losses().forEach((name, value) -> events.scalar("train/" + name, epoch.number(), value));
    events.scalar("train/learning_rate", epoch.number(), epoch.learningRate());
    if (validation.frames() > 0) {
      events.scalar("validation/ssim", epoch.number(), epoch.validation().ssim());
      events.scalar("validation/psnr", epoch.number(), epoch.validation().psnr());
    }
    for (int i = 0; i < Math.min(SAMPLES, validation.frames()); i++) {
      SamplePicture picture = validation.sample(learner.generator(), i);
      folder.write(
          String.format(Locale.ROOT, "samples/epoch%05d-%s.png", epoch.number(), i), picture.png());
      events.picture("validation/sample" + i, epoch.number(), picture);
    }
    folder.write(EventFile.name(epoch), events.bytes());
  }

  private Epoch last() {
    return history.get(history.size() - 1);
  }

  private TrainingResult result(TrainingResult.Outcome outcome, String reason) {
    return new TrainingResult(
        outcome, reason, best.network(), List.copyOf(history), test.of(best), test.ofDas());
  }

  /** Losses or outputs that are no numbers. */
  private static final class Diverged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Diverged(String message) {
      super(message);
    }
  }
}
