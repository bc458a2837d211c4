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
import java.util.Optional;
import org.mimicknet.TaskMemory;

/**
 * How much one source may make this program read, hold or compute: a value for each {@link Limit},
 * in its unit, and the memory of the task that reads it.
 *
 * @param values the values; a limit that is not among them has its default
 * @param memory what the task may take for what it reads
 */
public record ArchiveLimits(Map<Limit, Long> values, TaskMemory memory) implements Serializable {
  /** Of the task's memory, to unpack: it is taken beside that of a frame. */
  private static final double QUARTER = 0.25;

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

  /** The values for a task that has the heap of this JVM for itself. */
  public ArchiveLimits(Map<Limit, Long> values) {
    this(values, TaskMemory.ofJvm());
  }

  /** These limits with another value of one of them, in its unit. */
  public ArchiveLimits with(Limit limit, long value) {
    Map<Limit, Long> changed = new EnumMap<>(values);
    changed.put(limit, value);
    return new ArchiveLimits(changed, memory);
  }

  /** These limits for a task with another memory. */
  public ArchiveLimits withMemory(TaskMemory other) {
    return new ArchiveLimits(values, other);
  }

  /**
   * Refuses what needs more memory than the task has, before it is taken.
   *
   * @param what needs it, as a sentence begins: {@code "The frame"}
   * @throws MemberException with {@link Reason#LIMIT_EXCEEDED} and the setting that would admit it
   */
  public void requireMemory(String what, long bytes) throws MemberException {
    Optional<String> refusal = memory.refusal(what, bytes);
    if (refusal.isPresent()) {
      throw new MemberException(Reason.LIMIT_EXCEEDED, refusal.get());
    }
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

  /** The value of {@link Limit#WORKING_BYTES}, at most a quarter of the task's memory. */
  public long workingBytes() {
    return Math.min(values.get(Limit.WORKING_BYTES), memory.part(QUARTER));
  }

  /**
   * Why more than {@link #workingBytes} may not be held, with what would admit it: more memory,
   * where that is what there is too little of, or else the limit.
   *
   * @param what needs it, as a sentence begins: {@code "The capture"}
   */
  public String workingRefusal(String what) {
    return workingRefusal(what, Long.MAX_VALUE);
  }

  /** The same of a known size. */
  public String workingRefusal(String what, long neededBytes) {
    long limit = values.get(Limit.WORKING_BYTES);
    return memory
        .refusal(what, Math.min(neededBytes, limit), QUARTER)
        .map(text -> text + ": at most a quarter of its share is for unpacking")
        .orElseGet(
            () ->
                "%s needs more memory to unpack than %s bytes: raise --limit-%s"
                    .formatted(what, limit, Limit.WORKING_BYTES.key()));
  }

  /** The value of {@link Limit#MEMBER_TIME}. */
  public Duration memberTime() {
    return Duration.ofMillis(values.get(Limit.MEMBER_TIME));
  }

  private static long checked(Limit limit, long value) {
    if (value <= 0 || value > limit.unit().most()) {
      throw new IllegalArgumentException(
          "Cannot limit %s to %s: it must be positive and at most %s"
              .formatted(limit.key(), value, limit.unit().most()));
    }
    return value;
  }
}
