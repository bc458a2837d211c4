/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The tables of a warehouse, in the order in which they are made. Each has its definition, with
 * comments, in {@code NAME.sql}.
 */
public enum Table {
  /** One row per member of an archive and frame in it, good and bad alike. */
  FRAMES,
  /** One row per frame, model and pre-processing. */
  ENHANCED,
  /** One row per site, study, model and pre-processing. */
  STUDY_SUMMARY,
  /** One row per run of a command. */
  RUNS,
  /** One row per training and epoch; made by the first training. */
  TRAINING_RUNS,
  /** One row per finished trial of a search; made by the first training. */
  EXPERIMENTS;

  private static final Set<Table> ON_DEMAND = EnumSet.of(TRAINING_RUNS, EXPERIMENTS);

  /** The name in SQL and of the folder in the warehouse, for example {@code study_summary}. */
  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a warehouse can do without it until something is written to it. */
  boolean isOnDemand() {
    return ON_DEMAND.contains(this);
  }
}
