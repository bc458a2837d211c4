/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.List;
import java.util.Locale;
import org.mimicknet.metrics.Metric;

/**
 * The views of a warehouse, each a query in {@code views/NAME.sql}, in the order in which they are
 * made: a view may use those before it.
 */
public enum View {
  FRAME_METRICS,
  OVERALL,
  SITE_SUMMARY,
  SCANNER_SUMMARY,
  QUARANTINE,
  DATA_QUALITY,
  SOURCES,
  DUPLICATES,
  LAST_RUNS;

  /** The name in SQL, for example {@code frame_metrics}. */
  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The query of the view with the columns of some metrics. */
  String query(List<Metric> metrics) {
    return switch (this) {
      case SITE_SUMMARY -> summaryBy("site", metrics);
      case SCANNER_SUMMARY -> summaryBy("scanner", metrics);
      default -> SqlTemplate.read(View.class, "views/" + sqlName() + ".sql", metrics);
    };
  }

  private static String summaryBy(String column, List<Metric> metrics) {
    return SqlTemplate.read(View.class, "views/summary_by.sql", metrics)
        .replace("${column}", column);
  }
}
