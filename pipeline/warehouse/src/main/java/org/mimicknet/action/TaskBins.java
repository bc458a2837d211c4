/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Work packed into tasks of about equal bytes: the largest first, each to the task that has the
 * least. Time is O(n log n) in the number of pieces of one batch.
 */
final class TaskBins {
  private TaskBins() {}

  /**
   * @param size bytes of a piece
   * @param minimum tasks that should run at once: the slots that are expected
   * @param taskBytes bytes that one task should read; a larger piece is a task of its own
   */
  static <T> List<List<T>> of(List<T> pieces, ToLongFunction<T> size, int minimum, long taskBytes) {
    long total = pieces.stream().mapToLong(size).sum();
    int count =
        (int) Math.min(pieces.size(), Math.max(minimum, (total + taskBytes - 1) / taskBytes));
    long[] filled = new long[count];
    List<List<T>> bins = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> bins.add(new ArrayList<>()));
    PriorityQueue<Integer> emptiest =
        new PriorityQueue<>(
            Comparator.<Integer>comparingLong(bin -> filled[bin]).thenComparing(bin -> bin));
    IntStream.range(0, count).forEach(emptiest::add);
    pieces.stream()
        .sorted(Comparator.comparingLong(size).reversed())
        .forEach(
            piece -> {
              int bin = emptiest.remove();
              bins.get(bin).add(piece);
              filled[bin] += size.applyAsLong(piece);
              emptiest.add(bin);
            });
    return bins;
  }
}
