/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

/** What happens to the weakest echoes of a log-compressed image. */
public sealed interface Clip {
  /**
   * Echoes weaker than this level, relative to the strongest, are raised to it.
   *
   * @param clipDb negative and finite, for example -80
   */
  record AtDb(double clipDb) implements Clip {
    public AtDb {
      if (!(clipDb < 0) || clipDb == Double.NEGATIVE_INFINITY) {
        throw new IllegalArgumentException(
            "Cannot clip at %s dB: the level must be negative and finite".formatted(clipDb));
      }
    }
  }

  /** Every echo keeps its own level. */
  record None() implements Clip {}

  /** The lowest level that remains [dB]: negative infinity without a clip. */
  default double floorDb() {
    return this instanceof AtDb at ? at.clipDb() : Double.NEGATIVE_INFINITY;
  }
}
