/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.util.List;
import java.util.Locale;

/**
 * A limit on what one source may make this program read, hold or compute: its unit, its default and
 * one line that says what it bounds. The values of a run are {@link ArchiveLimits}.
 *
 * <p>Sizes and counts are those of bytes really read, never those that a header claims; the
 * exception is {@link #FRAME_PIXELS}, which is checked before memory is taken, as is what a task
 * needs for a frame ({@link ArchiveLimits#requireMemory}).
 */
public enum Limit {
  /** Size of one member, unpacked. */
  MEMBER_BYTES(Unit.BYTES, 2L << 30, "Most bytes of one member, unpacked"),
  /** Size of all members of a source; of each part of a source that several tasks share. */
  TOTAL_BYTES(Unit.BYTES, 1L << 40, "Most bytes of one archive, unpacked"),
  /** Number of entries of a source, over all nested archives. */
  ENTRIES(Unit.COUNT, 100_000, "Most entries of one archive, nested ones too"),
  /**
   * Unpacked over packed size of one member or compressed layer, once more than {@link
   * ArchiveLimits#RATIO_FROM_BYTES} are unpacked.
   */
  RATIO(Unit.COUNT, 200, "Most times that data may unpack to their size, past 1 MB"),
  /** How deep archives may nest; a member of a plain archive is at depth 1. */
  DEPTH(Unit.COUNT, 3, "How deep archives may nest"),
  /** Pixels of one frame: height times width. */
  FRAME_PIXELS(Unit.COUNT, 16L << 20, "Most pixels of one frame: height times width"),
  /**
   * Memory that unpacking one archive may take: the window of a decompressor, a 7z inside another
   * archive, files that only together make frames.
   */
  WORKING_BYTES(Unit.BYTES, 256L << 20, "Most memory to unpack one archive"),
  /**
   * Time to decode one member, without what the storage takes; also how long the storage may take
   * to answer one call, which is how it is told from a decoder that is stuck.
   */
  MEMBER_TIME(
      Unit.MILLISECONDS,
      600_000,
      "Longest time to decode one member, and to wait for one answer of the storage");

  private final Unit unit;
  private final long defaultValue;
  private final String description;

  Limit(Unit unit, long defaultValue, String description) {
    this.unit = unit;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /** Its name as options and configurations write it: {@code member-bytes}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What its value counts. */
  public Unit unit() {
    return unit;
  }

  /** The value where the user gives none. */
  public long defaultValue() {
    return defaultValue;
  }

  /** The default as options and configurations write it: {@code 2g}, {@code 10m}. */
  public String defaultText() {
    return unit.text(defaultValue);
  }

  /** What it bounds, in one line without a full stop. */
  public String description() {
    return description;
  }

  /** What the value of a limit counts. */
  public enum Unit {
    /** Bytes, written as {@code 512m} or {@code 2g}. */
    BYTES(
        Long.MAX_VALUE,
        new Step(1L << 40, "t"),
        new Step(1L << 30, "g"),
        new Step(1L << 20, "m"),
        new Step(1L << 10, "k")),
    /** A plain number, at most {@link Integer#MAX_VALUE}. */
    COUNT(Integer.MAX_VALUE),
    /** Milliseconds, written as {@code 90s} or {@code 10m}. */
    MILLISECONDS(
        Long.MAX_VALUE,
        new Step(3_600_000, "h"),
        new Step(60_000, "m"),
        new Step(1_000, "s"),
        new Step(1, "ms"));

    private final long most;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<Step> steps;

    Unit(long most, Step... steps) {
      this.most = most;
      this.steps = List.of(steps);
    }

    long most() {
      return most;
    }

    /** The value in the largest step of which it is a multiple. */
    String text(long value) {
      return steps.stream()
          .filter(step -> value % step.size() == 0)
          .findFirst()
          .map(step -> value / step.size() + step.suffix())
          .orElse(Long.toString(value));
    }

    private record Step(long size, String suffix) {}
  }
}
