package org.mimicknet.table;

import java.util.Locale;

/**
 * The views of a warehouse, each in {@code views/NAME.sql}, in the order in which they are made: a
 * view may use those before it.
 */
public enum View {
  FRAME_METRICS,
  OVERALL,
  SITE_SUMMARY,
  SCANNER_SUMMARY,
  QUARANTINE,
  DATA_QUALITY,
  SOURCES,
  DUPLICATES;

  /** The name in SQL, for example {@code frame_metrics}. */
  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
