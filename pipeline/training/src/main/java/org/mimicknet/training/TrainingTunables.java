/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.time.Duration;
import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.config.Tunable;

/** What an operator may tune of {@code train} and {@code experiments}. */
@Internal
public final class TrainingTunables {
  static final Tunable<Integer> FRAMES_PER_FILE =
      Tunable.count(
          "training.frames-per-file", 200, "Frames of a file of the set that trainings copy");

  static final Tunable<Duration> ROWS_INTERVAL =
      Tunable.time(
          "training.rows-interval", "5s", "Least time between two commits of finished epochs");

  /** All of them, for docs/CONFIGURATION.md. */
  public static final List<Tunable<?>> ALL = List.of(FRAMES_PER_FILE, ROWS_INTERVAL);

  private TrainingTunables() {}
}
