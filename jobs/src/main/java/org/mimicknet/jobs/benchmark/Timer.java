/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Times work that is done over and over. */
final class Timer {
  private Timer() {}

  /** Milliseconds per call on this thread: at least one call, then for {@code seconds}. */
  static double msPerCall(Runnable work, double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    long calls = 0;
    long now;
    do {
      work.run();
      calls++;
      now = System.nanoTime();
    } while (now < end);
    return (now - start) / 1e6 / calls;
  }

  /** Calls per second of several threads together, each with work of its own. */
  static double callsPerSecond(int threads, Supplier<Runnable> work, double seconds)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Double>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Runnable own = work.get();
        tasks.add(() -> 1000 / msPerCall(own, seconds));
      }
      double sum = 0;
      for (Future<Double> rate : pool.invokeAll(tasks)) {
        sum += rate.get();
      }
      return sum;
    } finally {
      pool.shutdown();
    }
  }
}
