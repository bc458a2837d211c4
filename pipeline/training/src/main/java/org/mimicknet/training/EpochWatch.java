/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.fit.Epoch;
import org.mimicknet.training.fit.EpochFiles;
import org.mimicknet.training.fit.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the epochs of trainings into the table {@code training_runs} while they run somewhere on the
 * cluster: the driver looks into their folders every few seconds. What is new in all of them goes
 * in one commit.
 */
final class EpochWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EpochWatch.class);

  private final Warehouse warehouse;
  private final TrainingRows rows;
  private final Map<String, Trial> running = new ConcurrentHashMap<>();
  private final Map<String, Integer> stored = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1);
  private final ScheduledFuture<?> looks;

  /** Looks again so long after it has looked. */
  EpochWatch(Warehouse warehouse, TrainingRows rows, Duration pause) {
    this.warehouse = warehouse;
    this.rows = rows;
    this.looks =
        clock.scheduleWithFixedDelay(
            () -> tryToStore(running.values()),
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Does the work of a trial; when it has ended well, all its epochs are in the table. */
  <T> T follow(Trial trial, Supplier<T> work) {
    running.put(trial.id(), trial);
    try {
      T result = work.get();
      store(List.of(trial));
      return result;
    } catch (RuntimeException e) {
      tryToStore(List.of(trial));
      throw e;
    } finally {
      running.remove(trial.id());
    }
  }

  /** A look that fails is made up for by the next one, at the latest by the one at the end. */
  private void tryToStore(Collection<Trial> trials) {
    try {
      store(trials);
    } catch (Exception e) {
      // also SparkException, which is checked and which no Spark method declares
      LOG.warn("Cannot store the epochs of running trainings yet: {}", e.getMessage());
    }
  }

  private synchronized void store(Collection<Trial> trials) {
    Map<Trial, List<Epoch>> found = new LinkedHashMap<>();
    for (Trial trial : trials) {
      List<Epoch> epochs = EpochFiles.after(stored.getOrDefault(trial.id(), 0), folder(trial));
      if (!epochs.isEmpty()) {
        found.put(trial, epochs);
      }
    }
    if (found.isEmpty()) {
      return;
    }
    rows.addEpochs(found);
    found.forEach((trial, epochs) -> stored.merge(trial.id(), epochs.size(), Integer::sum));
  }

  private RunFolder folder(Trial trial) {
    return new RunFolder(Folders.run(warehouse, trial.id()), HadoopSettings.of(warehouse.spark()));
  }

  @Override
  public void close() {
    looks.cancel(false);
    clock.shutdown();
  }
}
