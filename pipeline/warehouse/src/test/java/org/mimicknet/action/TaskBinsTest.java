/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.Source;

class TaskBinsTest {
  @Test
  void tasksHaveAboutEqualBytes() {
    assertThat(sizes(bins(sources(7, 1, 5, 3, 4, 2), 2, 1_000))).containsExactly(11L, 11L);
  }

  @Test
  void aLargeSourceIsATaskOfItsOwn() {
    assertThat(sizes(bins(sources(1, 1, 100, 1), 2, 1_000))).containsExactlyInAnyOrder(100L, 3L);
  }

  @Test
  void manyBytesMakeMoreTasksThanCores() {
    assertThat(bins(sources(10, 10, 10, 10, 10, 10), 2, 20)).hasSize(3);
  }

  @Test
  void thereAreNoMoreTasksThanSources() {
    assertThat(bins(sources(5), 8, 1)).hasSize(1);
  }

  @Test
  void everySourceIsInOneTask() {
    List<PendingSource> sources = sources(3, 3, 3, 3, 3);

    assertThat(bins(sources, 2, 4).stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(sources);
  }

  private static List<List<PendingSource>> bins(
      List<PendingSource> sources, int minimum, long taskBytes) {
    return TaskBins.of(sources, pending -> pending.source().size(), minimum, taskBytes);
  }

  private static List<PendingSource> sources(long... sizes) {
    return Arrays.stream(sizes)
        .mapToObj(size -> new PendingSource("id", new Source("uri", size, "path")))
        .toList();
  }

  private static List<Long> sizes(List<List<PendingSource>> bins) {
    return bins.stream()
        .map(bin -> bin.stream().mapToLong(pending -> pending.source().size()).sum())
        .toList();
  }
}
