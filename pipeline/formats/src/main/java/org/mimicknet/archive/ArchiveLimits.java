/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much one source may make this program read, hold or compute: a value for each {@link Limit},
 * in its unit.
 *
 * @param values the values; a limit that is not among them has its default
 */
public record ArchiveLimits(Map<Limit, Long> values) implements Serializable {
  /** Unpacked size from which {@link Limit#RATIO} counts. */
  public static final long RATIO_FROM_BYTES = 1_000_000;

  /** Every limit at its default. */
  public static final ArchiveLimits DEFAULT = new ArchiveLimits(Map.of());

  /**
   * @throws IllegalArgumentException if a value is not positive, or too large for its unit
   */
  public ArchiveLimits {
    Map<Limit, Long> all = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      all.put(limit, checked(limit, values.getOrDefault(limit, limit.defaultValue())));
    }
    values = Collections.unmodifiableMap(all);
  }

  /** These limits with another value of one of them, in its unit. */
  public ArchiveLimits with(Limit limit, long value) {
    Map<Limit, Long> changed = new EnumMap<>(values);
    changed.put(limit, value);
    return new ArchiveLimits(changed);
  }

  /** The value of {@link Limit#MEMBER_BYTES}. */
  public long memberBytes() {
    return values.get(Limit.MEMBER_BYTES);
  }

  /** The value of {@link Limit#TOTAL_BYTES}. */
  public long totalBytes() {
    return values.get(Limit.TOTAL_BYTES);
  }

  /** The value of {@link Limit#ENTRIES}. */
  public int entries() {
    return values.get(Limit.ENTRIES).intValue();
  }

  /** The value of {@link Limit#RATIO}. */
  public int ratio() {
    return values.get(Limit.RATIO).intValue();
  }

  /** The value of {@link Limit#DEPTH}. */
  public int depth() {
    return values.get(Limit.DEPTH).intValue();
  }

  /** The value of {@link Limit#FRAME_PIXELS}. */
  public long framePixels() {
    return values.get(Limit.FRAME_PIXELS);
  }

  /** The value of {@link Limit#WORKING_BYTES}. */
  public long workingBytes() {
    return values.get(Limit.WORKING_BYTES);
  }

  /** The value of {@link Limit#MEMBER_TIME}. */
  public Duration memberTime() {
    return Duration.ofMillis(values.get(Limit.MEMBER_TIME));
  }

  private static long checked(Limit limit, long value) {
    if (value <= 0 || value > limit.unit().most()) {
      throw new IllegalArgumentException(
          "Cannot limit %s to %d: it must be positive and at most %d"
              .formatted(limit.key(), value, limit.unit().most()));
    }
    return value;
  }
}
