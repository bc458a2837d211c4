/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/**
 * Counts of rows, taken while a commit writes them. Of the stage that writes, Spark takes those of
 * one attempt of each task, so that they are exact where a task was tried again. A shuffle above
 * them, such as Delta makes for optimised writes, would count an attempt more.
 */
final class WrittenCounts {
  /** Spark tells them some milliseconds after the write. */
  private static final long LONGEST_WAIT_MINUTES = 10;

  private final Observation observation = new Observation();

  /** The rows, counted as they pass. */
  Dataset<Row> of(Dataset<Row> rows, List<Column> counts) {
    return rows.observe(
        observation, counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new));
  }

  /**
   * The counts by their names, once the rows are written: for rows that are not, it would wait in
   * vain.
   *
   * @throws IllegalStateException if Spark does not tell them, for it drops events while it has too
   *     many; the rows are committed
   */
  Map<String, Long> counts() {
    FutureTask<Map<String, Object>> told = new FutureTask<>(observation::getAsJava);
    Thread waiting = new Thread(told, "mimicknet-counts");
    waiting.setDaemon(true);
    waiting.start();
    try {
      return told.get(LONGEST_WAIT_MINUTES, TimeUnit.MINUTES).entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, count -> (Long) count.getValue()));
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Cannot count the rows of a commit, which is made: Spark has dropped the event with the"
              + " counts. Run the command again to go on, with a higher"
              + " spark.scheduler.listenerbus.eventqueue.capacity",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot count the rows of a commit: interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot count the rows of a commit", e.getCause());
    } finally {
      waiting.interrupt();
    }
  }
}
