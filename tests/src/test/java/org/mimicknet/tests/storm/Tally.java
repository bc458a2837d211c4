/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the storm did and what became of it, by kind of fault. */
final class Tally {
  private static final class Line {
    private int rounds;
    private int kills;
    private int faults;
    private int lost;
    private int doubled;
    private final Map<Integer, Integer> exitCodes = new TreeMap<>();
  }

  private final Map<Kind, Line> lines = new EnumMap<>(Kind.class);

  synchronized void attempt(Kind kind, int exitCode) {
    line(kind).exitCodes.merge(exitCode, 1, Integer::sum);
  }

  synchronized void faults(Kind kind, int kills, int others) {
    line(kind).kills += kills;
    line(kind).faults += others;
  }

  synchronized void round(Kind kind, int lost, int doubled) {
    line(kind).rounds++;
    line(kind).lost += lost;
    line(kind).doubled += doubled;
  }

  int kills() {
    return lines.values().stream().mapToInt(line -> line.kills).sum();
  }

  int faults() {
    return lines.values().stream().mapToInt(line -> line.faults).sum();
  }

  private Line line(Kind kind) {
    return lines.computeIfAbsent(kind, unknown -> new Line());
  }

  /** A table in Markdown. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | what happens | rounds | processes killed | other faults | rows lost | rows doubled | exit codes of the attempts |
            |---|---|---|---|---|---|---|
            """);
    Line all = new Line();
    lines.forEach(
        (kind, line) -> {
          table.append(row(kind.title(), line));
          all.rounds += line.rounds;
          all.kills += line.kills;
          all.faults += line.faults;
          all.lost += line.lost;
          all.doubled += line.doubled;
          line.exitCodes.forEach((code, times) -> all.exitCodes.merge(code, times, Integer::sum));
        });
    return table.append(row("all", all)).toString();
  }

  private static String row(String title, Line line) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %s |%n",
        title,
        line.rounds,
        line.kills,
        line.faults,
        line.lost,
        line.doubled,
        line.exitCodes.entrySet().stream()
            .map(code -> "%s: %s".formatted(code.getKey(), code.getValue()))
            .collect(Collectors.joining(", ")));
  }
}
