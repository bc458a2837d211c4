/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.lines;

import java.util.concurrent.Callable;

/** What takes long and is done once for many tests; where it fails, it fails for all of them. */
final class Once<T> {
  private final Callable<T> work;
  private T result;
  private Throwable failure;

  Once(Callable<T> work) {
    this.work = work;
  }

  synchronized T get() {
    if (failure != null) {
      throw new AssertionError("What this test is about failed for an earlier one", failure);
    }
    if (result == null) {
      try {
        result = work.call();
      } catch (Throwable broken) { // also a failed assertion
        failure = broken;
        throw new AssertionError("What this test is about failed: " + broken, broken);
      }
    }
    return result;
  }
}
