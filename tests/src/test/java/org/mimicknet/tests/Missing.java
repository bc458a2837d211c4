/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import org.junit.jupiter.api.Assumptions;

/** What a test needs and does not find on this machine. */
public final class Missing {
  private Missing() {}

  /**
   * Skips the test, visibly; where the environment variable {@code CI} is set, all has to be there,
   * and it fails.
   *
   * @param reason what is missing, and what brings it
   */
  public static void skip(String reason) {
    if (System.getenv("CI") != null) {
      throw new AssertionError("Missing in CI: " + reason);
    }
    Assumptions.abort("Skipped: " + reason);
  }
}
