/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mimicknet.archive.Reason;

/** How many files of each format and writer were read, and how, or refused. */
public final class ConformanceTally {
  /** How the frames of a file compare with what independent readers find. */
  public enum Outcome {
    /** Every pixel, or its sums where only these are known. */
    EQUAL,
    /** A lossy format, whose decoders differ by two levels of brightness at most. */
    CLOSE,
    /** No two independent readers agree, or none tells. */
    NOT_COMPARED,
    DIFFERENT
  }

  private record Key(String format, String writer) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byFormat = format.compareTo(other.format);
      return byFormat != 0 ? byFormat : writer.compareTo(other.writer);
    }
  }

  private static final class Counts {
    private final Map<Outcome, Integer> read = new EnumMap<>(Outcome.class);
    private final Map<String, Integer> refused = new TreeMap<>();
    private int files;
  }

  private final Map<Key, Counts> counts = new TreeMap<>();

  /** A file with at least one frame. */
  void read(String format, String writer, Outcome outcome) {
    of(format, writer).read.merge(outcome, 1, Integer::sum);
  }

  /** A file without one: what its first record says, or that it holds nothing. */
  void refused(String format, String writer, List<FrameRecord> records) {
    String why =
        records.isEmpty() ? "empty" : records.get(0).reason().map(Reason::code).orElseThrow();
    of(format, writer).refused.merge(why, 1, Integer::sum);
  }

  private Counts of(String format, String writer) {
    Counts found = counts.computeIfAbsent(new Key(format, writer), key -> new Counts());
    found.files++;
    return found;
  }

  /** As a table of Markdown. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            "| format | files of | files | read, equal | read, within 2 levels | read, not compared"
                + " | refused, and why |\n|---|---|---|---|---|---|---|\n");
    counts.forEach(
        (key, found) ->
            table.append(
                "| %s | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                        key.format(),
                        key.writer(),
                        found.files,
                        found.read.getOrDefault(Outcome.EQUAL, 0),
                        found.read.getOrDefault(Outcome.CLOSE, 0),
                        found.read.getOrDefault(Outcome.NOT_COMPARED, 0),
                        why(found.refused))));
    return table.toString();
  }

  private static String why(Map<String, Integer> refused) {
    return refused.entrySet().stream()
        .map(reason -> "%s `%s`".formatted(reason.getValue(), reason.getKey()))
        .collect(Collectors.joining(", "));
  }
}
