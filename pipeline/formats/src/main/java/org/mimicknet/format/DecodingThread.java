/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does the steps of reading one source on a thread of its own, so that a decoder that never comes
 * back costs its member and not the task. A step over its time is interrupted. One that ignores the
 * interrupt is abandoned on its daemon thread, and the next step gets a new thread. With {@value
 * #MOST_ABANDONED} abandoned threads in a JVM at once, reading stops: {@link #requireHealthyJvm}.
 * Those that hang in the storage are not counted, for they take no processor from others.
 */
final class DecodingThread implements Closeable {
  static final int MOST_ABANDONED = 4;

  private static final Duration GRACE = Duration.ofMillis(500);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);
  private static final AtomicInteger ABANDONED = new AtomicInteger();

  private ExecutorService thread = start();

  /** How long a step is waited for. */
  interface Patience {
    /** The time that is left; asked again when it has passed, until there is none. */
    Duration left();

    /** Whether it is a decoder that is waited for: one that does not stop counts as stuck. */
    boolean isForDecoder();
  }

  /**
   * Does one step. It must change nothing that other threads use, because an abandoned step goes on
   * after its time.
   *
   * @throws TimeoutException if {@code patience} is at its end
   * @throws InterruptedException if the calling thread is being stopped
   * @throws Exception what the step throws
   */
  <T> T call(Callable<T> work, Patience patience) throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    Future<T> result =
        thread.submit(
            () -> {
              try {
                return work.call();
              } finally {
                if (!isOver.compareAndSet(false, true)) {
                  ABANDONED.decrementAndGet();
                }
              }
            });
    try {
      return await(result, patience);
    } catch (ExecutionException e) {
      throw thrownBy(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      boolean isForDecoder = patience.isForDecoder();
      boolean hasStarted = thread.shutdownNow().isEmpty();
      boolean hasStopped = thread.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      if (isForDecoder && hasStarted && !hasStopped && isOver.compareAndSet(false, true)) {
        ABANDONED.incrementAndGet();
      }
      thread = start();
      throw e;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /**
   * @throws IllegalStateException if too many decoders of this JVM are stuck
   */
  static void requireHealthyJvm() {
    if (ABANDONED.get() >= MOST_ABANDONED) {
      throw new IllegalStateException(
          ("Cannot read on: %s decoders in this JVM did not stop at their time limit; look at the"
                  + " members with the status time_limit")
              .formatted(ABANDONED.get()));
    }
  }

  private static <T> T await(Future<T> result, Patience patience)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      Duration left = patience.left();
      if (left.isNegative() || left.isZero()) {
        throw new TimeoutException();
      }
      try {
        Duration wait = left.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : left;
        return result.get(wait.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // Meanwhile the storage may have taken time that the decoder has left.
      }
    }
  }

  private static Exception thrownBy(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (Exception) cause;
  }

  private static ExecutorService start() {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, "mimicknet-decoder");
          thread.setDaemon(true);
          return thread;
        });
  }
}
