/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.mimicknet.Internal;

/**
 * What is known of the storage of one source while it is read: how long it has been waited for, and
 * whether it has failed. Libraries swallow failures, wrap them, or take them for the end of a file,
 * so whoever reads asks here after each step. Other threads may ask, too.
 */
@Internal
public final class StorageWatch {
  private final LongSupplier nanos;
  private long waited;
  private long since;
  private boolean isWaiting;
  private StorageException failure;

  /** A watch over storage that is not waited for yet. */
  public StorageWatch() {
    this(System::nanoTime);
  }

  /** A watch that has its time [ns] from elsewhere. */
  public StorageWatch(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A call of the storage begins. */
  public synchronized void begin() {
    since = nanos.getAsLong();
    isWaiting = true;
  }

  /** The call of the storage is over. */
  public synchronized void end() {
    waited += nanos.getAsLong() - since;
    isWaiting = false;
  }

  /** How long all calls so far have taken, the one that is under way, too. */
  public synchronized Duration waited() {
    return Duration.ofNanos(isWaiting ? waited + nanos.getAsLong() - since : waited);
  }

  /** How long the call that is under way takes already; zero where there is none. */
  public synchronized Duration waiting() {
    return isWaiting ? Duration.ofNanos(nanos.getAsLong() - since) : Duration.ZERO;
  }

  /** Whether a call is under way. */
  public synchronized boolean isWaiting() {
    return isWaiting;
  }

  /** The first failure of the storage. */
  public synchronized Optional<StorageException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Throws the first failure of the storage, if there is one.
   *
   * @throws StorageException if the storage has failed
   */
  public void requireSound() {
    failure()
        .ifPresent(
            known -> {
              throw known;
            });
  }

  /** Remembers a failure, the first of all, and gives it to throw. */
  synchronized StorageException failed(StorageException why) {
    failure = failure == null ? why : failure;
    return failure;
  }
}
