/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.fit.Settings;
import org.mimicknet.training.graph.Torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A search over hyper-parameters: one training per Spark task, some of them at a time. A trial that
 * fails is tried again alone, and goes on after its last epoch wherever that happens. Results are
 * in the table {@code experiments} as trials end, failures with their reason; a trial that is there
 * with a result is not run again, so a search that was killed, or got more trials, only does what
 * is left.
 */
public final class Experiments {
  private static final Logger LOG = LoggerFactory.getLogger(Experiments.class);

  private final Warehouse warehouse;
  private final String runId;
  private final List<Settings> settings;
  private final TrainingInputs inputs;
  private int maxParallel = 1;
  private int retries = 1;

  /**
   * What a search gave.
   *
   * @param ran trials that ended in this run
   * @param known trials that had ended before
   * @param failed trials without a result, with the reason
   * @param bestOrNull the model of the highest validation SSIM among all of them, if there is one
   */
  public record Result(int ran, int known, Map<String, String> failed, Best bestOrNull) {
    /** The best trial, if one has a result. */
    public Optional<Best> best() {
      return Optional.ofNullable(bestOrNull);
    }
  }

  /** The best trial. */
  public record Best(String trialId, double validationSsim, ModelBundle bundle) {}

  private Experiments(
      Warehouse warehouse, String runId, List<Settings> settings, TrainingInputs inputs) {
    this.warehouse = warehouse;
    this.runId = runId;
    this.settings = settings;
    this.inputs = inputs;
  }

  /**
   * A search on a warehouse.
   *
   * @param runId goes into every row: the key of the table {@code runs}
   * @param settings of the trials, see {@link Search}
   */
  public static Experiments on(
      Warehouse warehouse, String runId, List<Settings> settings, TrainingInputs inputs) {
    return new Experiments(warehouse, runId, settings, inputs);
  }

  /** Trials at a time; 1 if not said. */
  public Experiments maxParallel(int count) {
    if (count <= 0) {
      throw new IllegalArgumentException("Cannot run %s trials at a time".formatted(count));
    }
    this.maxParallel = count;
    return this;
  }

  /** How often a trial that failed is tried again; once if not said. */
  public Experiments retries(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("Cannot retry %s times".formatted(count));
    }
    this.retries = count;
    return this;
  }

  /**
   * Runs what is left of the search.
   *
   * @throws org.mimicknet.UserException if PyTorch is not there or no frame fits
   */
  public Result execute() {
    Torch.check();
    FrameSet frames = FrameSet.prepare(warehouse, runId, inputs.condition(), inputs.mostFrames());
    Map<String, Trial> trials = new LinkedHashMap<>();
    for (Settings each : settings) {
      Trial trial = Trial.of(each, frames, inputs.initialOrNull());
      trials.put(trial.id(), trial);
    }
    TrainingRows rows = new TrainingRows(warehouse, runId);
    Set<String> known = rows.finished(trials.keySet());
    List<Trial> pending =
        trials.values().stream().filter(trial -> !known.contains(trial.id())).toList();
    LOG.info("{} trials, {} of them to do", trials.size(), pending.size());
    Map<String, String> failed = runAll(pending, rows);
    return new Result(
        pending.size() - failed.size(),
        known.size(),
        failed,
        rows.best(trials.keySet()).orElse(null));
  }

  private Map<String, String> runAll(List<Trial> pending, TrainingRows rows) {
    Map<String, String> failed = new LinkedHashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(maxParallel);
    try (Trials trials = new Trials(warehouse, inputs, rows)) {
      CompletionService<Ended> running = new ExecutorCompletionService<>(pool);
      pending.forEach(trial -> running.submit(() -> run(trial, trials, rows)));
      for (int i = 0; i < pending.size(); i++) {
        Ended ended = running.take().get();
        if (ended.failureOrNull() != null) {
          failed.put(ended.trialId(), ended.failureOrNull());
        }
      }
      return failed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The search was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot go on with the search: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  private record Ended(String trialId, String failureOrNull) {}

  /** Runs a trial, again if it fails, and stores how it ended. */
  private Ended run(Trial trial, Trials trials, TrainingRows rows) {
    String reason = "";
    for (int attempt = 0; attempt <= retries; attempt++) {
      try {
        store(trial, trials.run(trial, inputs.modelName() + "-" + trial.id()), rows);
        return new Ended(trial.id(), null);
      } catch (RuntimeException e) {
        reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
        LOG.warn("Trial {} failed, attempt {}: {}", trial.id(), attempt + 1, reason);
        LOG.debug("Trial {}, attempt {}", trial.id(), attempt + 1, e);
      }
    }
    rows.addFailure(trial, reason);
    return new Ended(trial.id(), reason);
  }

  private void store(Trial trial, TrialTask.Report report, TrainingRows rows) {
    String modelPath = Folders.model(warehouse, trial.id(), runId);
    report.bundle().write(modelPath, hadoop());
    rows.addResult(trial, report, modelPath);
    LOG.info(
        "Trial {} {}: validation SSIM {}, {}",
        trial.id(),
        report.outcome(),
        report.best().validation().ssim(),
        trial.settings());
  }

  private Configuration hadoop() {
    return HadoopSettings.of(warehouse.spark());
  }
}
