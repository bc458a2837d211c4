/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import org.mimicknet.Internal;

/**
 * What PERFORMANCE.md asks for.
 *
 * @param name what is compared
 * @param ratio what was measured
 * @param atLeast what it must be
 */
@Internal
public record Target(String name, double ratio, double atLeast) {
  /** Whether the machine that measured it reached it. */
  public boolean met() {
    return ratio >= atLeast;
  }
}
