/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;

/** Time that is given to other runs. */
final class Pause {
  private Pause() {}

  /**
   * Waits.
   *
   * @throws UncheckedIOException if the thread is interrupted, which it stays
   */
  static void ofMillis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException());
    }
  }
}
