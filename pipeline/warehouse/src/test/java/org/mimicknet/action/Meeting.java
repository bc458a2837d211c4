/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.mimicknet.archive.FaultyDisk;
import org.mimicknet.archive.FaultyDisk.Operation;

/**
 * Two actions that have both looked for work before either commits: each waits for the other where
 * it opens a file.
 */
final class Meeting {
  private static final long LONGEST_WAIT_SECONDS = 60;

  /** The first opening of the file by each of so many actions waits for the others. */
  Meeting(String file, int actions) {
    CyclicBarrier all = new CyclicBarrier(actions);
    FaultyDisk.happen(Operation.OPEN, file, actions, () -> await(all));
  }

  /** Does all of it at once. */
  void run(Runnable... actions) {
    ExecutorService threads = Executors.newFixedThreadPool(actions.length);
    try {
      List<? extends Future<?>> ends = Stream.of(actions).map(threads::submit).toList();
      for (Future<?> end : ends) {
        end.get(2 * LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("An action has not ended well", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CyclicBarrier all) {
    try {
      all.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("The actions have not met", e);
    }
  }
}
