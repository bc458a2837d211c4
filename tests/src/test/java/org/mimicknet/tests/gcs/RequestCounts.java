/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Requests by phase and kind. */
final class RequestCounts {
  private final Map<String, Map<RequestKind, Integer>> phases = new LinkedHashMap<>();
  private String phase = "before";

  /** What comes now belongs to the phase of that name. */
  synchronized void phase(String name) {
    phase = name;
    phases.computeIfAbsent(name, absent -> new EnumMap<>(RequestKind.class));
  }

  synchronized void count(RequestKind kind) {
    phases
        .computeIfAbsent(phase, absent -> new EnumMap<>(RequestKind.class))
        .merge(kind, 1, Integer::sum);
  }

  /** All requests of a phase. */
  synchronized int total(String name) {
    return phases.getOrDefault(name, Map.of()).values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A row for each phase, as the documents have it. */
  synchronized String table() {
    StringBuilder table = new StringBuilder("| phase | all |");
    StringBuilder rule = new StringBuilder("|---|---|");
    for (RequestKind kind : RequestKind.values()) {
      table.append(' ').append(kind.name().toLowerCase(Locale.ROOT)).append(" |");
      rule.append("---|");
    }
    table.append('\n').append(rule).append('\n');
    phases.forEach(
        (name, counts) -> {
          table.append("| %s | %d |".formatted(name, total(name)));
          for (RequestKind kind : RequestKind.values()) {
            table.append(" %d |".formatted(counts.getOrDefault(kind, 0)));
          }
          table.append('\n');
        });
    return table.toString();
  }
}
