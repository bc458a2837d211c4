/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

import java.io.Serializable;
import java.util.Optional;

/**
 * The memory that one task may take for what it works on: two thirds of the heap beyond 300 MB,
 * shared equally by the tasks that run at once. What a frame needs is known from its declared size,
 * and is held against this before anything is allocated, because a JVM on YARN ends at its first
 * lack of memory, caught or not.
 *
 * <p>The 300 MB are what Spark reserves for itself. The last third is for what does not depend on
 * the size of a frame: row groups that are being written, decompressors, garbage.
 *
 * @param bytes of one task
 * @param slots the tasks that run at once in a JVM
 */
@Internal
public record TaskMemory(long bytes, int slots) implements Serializable {
  private static final long RESERVED_BYTES = 300L << 20;

  /**
   * A frame takes a share, to unpack its archive at most a quarter of one, the row groups of the
   * files that are being written another quarter: one and a half shares of each task are the heap.
   */
  private static final double FRACTION = 2.0 / 3;

  /** The heap that a JVM reports is up to a tenth smaller than the one it was given. */
  private static final double REPORTED = 0.9;

  private static final double MIB = 1 << 20;
  private static final double GIB = 1 << 30;

  /** The share of each of {@code slots} tasks in a heap. */
  public static TaskMemory of(long heapBytes, int slots) {
    double shared = FRACTION * Math.max(0, heapBytes - RESERVED_BYTES);
    return new TaskMemory((long) (shared / slots), slots);
  }

  /** Two thirds of the whole heap, for the one task of a JVM without Spark. */
  public static TaskMemory ofJvm() {
    return new TaskMemory((long) (FRACTION * Runtime.getRuntime().maxMemory()), 1);
  }

  /**
   * Why a task cannot take so much memory, with the setting that would admit it; empty if it can.
   *
   * @param what needs it, as a sentence begins: {@code "The frame"}
   */
  public Optional<String> refusal(String what, long neededBytes) {
    return refusal(what, neededBytes, 1);
  }

  /**
   * The same of what may take another part of the memory than all.
   *
   * @param part of {@link #bytes} that it may take
   */
  public Optional<String> refusal(String what, long neededBytes, double part) {
    long admitted = part(part);
    return neededBytes <= admitted
        ? Optional.empty()
        : Optional.of(
            ("%s needs %s MB of memory, but a task has %s MB: set spark.executor.memory (on one"
                    + " machine --driver-memory) to %sg, or let fewer tasks run at once in a JVM")
                .formatted(
                    what,
                    (long) Math.ceil(neededBytes / MIB),
                    (long) (admitted / MIB),
                    heapGibibytes((long) Math.ceil(neededBytes / part))));
  }

  /** A part of {@link #bytes}. */
  public long part(double part) {
    return (long) (bytes * part);
  }

  /** The least heap in whole GiB whose tasks may take so much. */
  long heapGibibytes(long neededBytes) {
    return (long)
        Math.ceil((RESERVED_BYTES + neededBytes * (double) slots / FRACTION) / REPORTED / GIB);
  }
}
