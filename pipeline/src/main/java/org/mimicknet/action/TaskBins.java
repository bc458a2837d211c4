package org.mimicknet.action;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Sources packed into tasks of about equal bytes: the largest first, each to the task that has the
 * least. Time is O(n log n) in the number of sources of one batch.
 */
final class TaskBins {
  private TaskBins() {}

  /**
   * @param minimum tasks that should run at once: the cores of the cluster
   * @param taskBytes bytes that one task should read; a larger source is a task of its own
   */
  static List<List<PendingSource>> of(List<PendingSource> sources, int minimum, long taskBytes) {
    long total = sources.stream().mapToLong(TaskBins::size).sum();
    int count =
        (int) Math.min(sources.size(), Math.max(minimum, (total + taskBytes - 1) / taskBytes));
    long[] filled = new long[count];
    List<List<PendingSource>> bins = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> bins.add(new ArrayList<>()));
    PriorityQueue<Integer> emptiest =
        new PriorityQueue<>(
            Comparator.<Integer>comparingLong(bin -> filled[bin]).thenComparing(bin -> bin));
    IntStream.range(0, count).forEach(emptiest::add);
    sources.stream()
        .sorted(Comparator.comparingLong(TaskBins::size).reversed())
        .forEach(
            pending -> {
              int bin = emptiest.remove();
              bins.get(bin).add(pending);
              filled[bin] += size(pending);
              emptiest.add(bin);
            });
    return bins;
  }

  private static long size(PendingSource pending) {
    return pending.source().size();
  }
}
