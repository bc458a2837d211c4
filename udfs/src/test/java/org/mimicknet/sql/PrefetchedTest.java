/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.util.TaskCompletionListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PrefetchedTest {
  private static final Set<Thread.State> RUNNING =
      Set.of(Thread.State.RUNNABLE, Thread.State.BLOCKED);

  private final AtomicReference<Thread> reader = new AtomicReference<>();

  @Test
  void theSourceReadsTheNextElementWhileTheCallerComputes() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch computed = new CountDownLatch(1);
    Iterator<Integer> slow =
        source(
            2,
            index -> {
              if (index == 1) {
                reading.countDown();
                await(computed);
              }
              return index;
            });

    try (Prefetched<Integer> ahead = new Prefetched<>(slow, 2, this::noteReader)) {
      assertThat(ahead.next()).isZero();
      reading.await();
      computed.countDown();
      assertThat(ahead.next()).isEqualTo(1);
      assertThat(ahead.hasNext()).isFalse();
    }
  }

  @Test
  void everyElementComesInOrder() {
    try (Prefetched<Integer> ahead = new Prefetched<>(source(1_000, i -> i), 3, this::noteReader)) {
      List<Integer> taken = new ArrayList<>();
      ahead.forEachRemaining(taken::add);
      assertThat(taken).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }
  }

  @Test
  void noMoreThanTheBoundIsReadAheadAndOneInHand() {
    AtomicInteger read = new AtomicInteger();
    Iterator<Integer> counted = source(100, index -> read.incrementAndGet());

    try (Prefetched<Integer> ahead = new Prefetched<>(counted, 2, this::noteReader)) {
      ahead.next();
      untilRead(read, 4);
      untilReaderWaits();
      assertThat(read).hasValue(1 + 2 + 1);
      ahead.next();
      ahead.next();
      untilRead(read, 6);
      untilReaderWaits();
      assertThat(read).hasValue(3 + 2 + 1);
    }
  }

  /** Checked ones, which nobody declares, and errors of the VM: the task must end by them. */
  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("disk"), new OutOfMemoryError("heap"), new NoSuchMethodError("library"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureOfTheSourceComesAfterTheElementsBeforeIt(Throwable failure) {
    Iterator<Integer> broken =
        source(
            5,
            index -> {
              if (index == 2) {
                Platform.throwException(failure);
              }
              return index;
            });

    try (Prefetched<Integer> ahead = new Prefetched<>(broken, 4, this::noteReader)) {
      assertThat(ahead.next()).isZero();
      assertThat(ahead.next()).isEqualTo(1);
      assertThatThrownBy(ahead::hasNext).isSameAs(failure);
      assertThatThrownBy(ahead::next).isSameAs(failure);
    }
  }

  @Test
  void closingEndsAReaderThatWaitsForRoom() {
    Prefetched<Integer> ahead = new Prefetched<>(source(100, i -> i), 1, this::noteReader);
    ahead.next();
    untilReaderWaits();
    ahead.close();
    assertThat(reader.get().isAlive()).isFalse();
  }

  @Test
  void closingEndsAReaderWhoseSourceSwallowsTheInterrupt() {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Iterator<Integer> deaf =
        source(
            100,
            index -> {
              inside.countDown();
              try {
                never.await();
              } catch (InterruptedException swallowed) {
                return -1;
              }
              return index;
            });

    Prefetched<Integer> ahead = new Prefetched<>(deaf, 1, this::noteReader);
    await(inside);
    ahead.close();
    assertThat(reader.get().isAlive()).isFalse();
  }

  @Test
  void anInterruptedCallerStopsWaiting() {
    CountDownLatch never = new CountDownLatch(1);
    Iterator<Integer> stuck =
        source(
            1,
            index -> {
              await(never);
              return index;
            });

    try (Prefetched<Integer> ahead = new Prefetched<>(stuck, 1, this::noteReader)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(ahead::hasNext).isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aReaderThatDiesWithoutAWordIsNotWaitedFor() {
    Iterator<Integer> interrupted =
        source(
            1,
            index -> {
              Platform.throwException(new InterruptedException());
              return index;
            });

    try (Prefetched<Integer> ahead = new Prefetched<>(interrupted, 1, this::noteReader)) {
      assertThatThrownBy(ahead::hasNext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Cannot read ahead: the thread that reads has ended without a word");
    }
  }

  @Test
  void nobodyWaitsAfterTheEnd() {
    Prefetched<Integer> ahead = new Prefetched<>(source(100, i -> i), 1, this::noteReader);
    ahead.close();
    assertThatThrownBy(() -> ahead.forEachRemaining(element -> {}))
        .hasMessageContaining("has ended without a word");
  }

  @Test
  void aKilledTaskEndsItsReaderBeforeItsFilesAreClosed() throws Exception {
    SparkContext spark = LocalSpark.SESSION.sparkContext();
    Thread job =
        new Thread(
            () -> {
              spark.setJobGroup("killed", "a job that is killed", true);
              try {
                LocalSpark.SESSION
                    .range(0, 1, 1, 1)
                    .javaRDD()
                    .mapPartitions(KilledTask::read)
                    .count();
              } catch (Exception cancelled) {
                // What counts is how its task ended.
              }
            });
    job.start();
    KilledTask.INSIDE.await();
    spark.cancelJobGroup("killed");

    KilledTask.FILES_CLOSED.await();
    assertThat(KilledTask.readerWasAlive).isFalse();
    assertThat(KilledTask.endedBy)
        .as("who closes what the reader opened: others would while it is used")
        .isNotNull()
        .isSameAs(KilledTask.reader);
    job.join();
  }

  /** Reads ahead from a source that blocks. */
  private static final class KilledTask {
    static final CountDownLatch INSIDE = new CountDownLatch(1);
    static final CountDownLatch FILES_CLOSED = new CountDownLatch(1);
    static volatile Thread reader;
    static volatile boolean readerWasAlive;
    static volatile Thread endedBy;

    static Iterator<Long> read(Iterator<Long> rows) {
      TaskContext task = TaskContext.get();
      TaskCompletionListener closeFiles =
          context -> {
            readerWasAlive = reader.isAlive();
            FILES_CLOSED.countDown();
          };
      task.addTaskCompletionListener(closeFiles);
      Iterator<Long> blocking =
          IntStream.range(0, 1)
              .mapToObj(
                  index -> {
                    reader = Thread.currentThread();
                    TaskOfThread.atEnd(task, () -> endedBy = Thread.currentThread());
                    INSIDE.countDown();
                    PrefetchedTest.await(new CountDownLatch(1));
                    return 0L;
                  })
              .iterator();
      return Prefetched.during(task, blocking, 1);
    }
  }

  private void noteReader(Callable<Void> reading) throws Exception {
    reader.set(Thread.currentThread());
    reading.call();
  }

  private void untilReaderWaits() {
    while (reader.get() == null || RUNNING.contains(reader.get().getState())) {
      Thread.onSpinWait();
    }
  }

  private static void untilRead(AtomicInteger read, int count) {
    while (read.get() < count) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Platform.throwException(e);
    }
  }

  private static Iterator<Integer> source(int count, IntFunction<Integer> element) {
    return IntStream.range(0, count).mapToObj(element).iterator();
  }
}
