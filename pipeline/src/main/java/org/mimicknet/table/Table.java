package org.mimicknet.table;

import java.util.Locale;

/** The tables of a warehouse. Each has its definition, with comments, in {@code NAME.sql}. */
public enum Table {
  /** One row per member of an archive and frame in it, good and bad alike. */
  FRAMES,
  /** One row per frame, model and pre-processing. */
  ENHANCED,
  /** One row per site, study, model and pre-processing. */
  STUDY_SUMMARY,
  /** One row per run of a command. */
  RUNS;

  /** The name in SQL and of the folder in the warehouse, for example {@code study_summary}. */
  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
