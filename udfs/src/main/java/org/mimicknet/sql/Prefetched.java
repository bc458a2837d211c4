/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The elements of a source, in its order, read ahead by a thread of their own: the source reads and
 * decodes while the caller computes. At most a few elements wait, and the thread holds one more.
 * What the source throws, the caller gets after the elements before it.
 *
 * <p>Elements must stay valid after the source has moved on. The source is used by one thread at a
 * time and must not be touched by others before {@link #close}.
 */
final class Prefetched<T> implements Iterator<T>, AutoCloseable {
  private static final long MOST_MS_TO_END = 10_000;
  private static final long LIFE_CHECK_MS = 1_000;

  private final Iterator<T> source;
  private final BlockingQueue<Item<T>> waiting;
  private final Thread reader;
  private Item<T> next;
  private volatile boolean closed;

  /** What a thread does around its work. */
  @FunctionalInterface
  interface Around {
    /** Calls {@code work} once. */
    void call(Callable<Void> work) throws Exception;
  }

  /** What the reader hands over. */
  private sealed interface Item<T> {
    record Element<T>(T value) implements Item<T> {}

    record End<T>() implements Item<T> {}

    record Failure<T>(Throwable cause) implements Item<T> {}
  }

  /**
   * Starts to read.
   *
   * @param most how many elements may wait
   * @param around does the reading in the thread that reads, and what it takes before and after
   */
  Prefetched(Iterator<T> source, int most, Around around) {
    this.source = source;
    this.waiting = new ArrayBlockingQueue<>(most);
    this.reader = new Thread(() -> read(around), "reads ahead of " + current());
    reader.setDaemon(true);
    reader.start();
  }

  /** Reads ahead within a task and ends with it. */
  static <T> Iterator<T> during(TaskContext task, Iterator<T> source, int most) {
    Prefetched<T> prefetched =
        new Prefetched<>(source, most, reading -> TaskOfThread.work(task, reading));
    // Runs before the listeners that close the files of the source: they were added earlier.
    TaskCompletionListener close = context -> prefetched.close();
    task.addTaskCompletionListener(close);
    return prefetched;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = awaitItem();
    }
    if (next instanceof Item.Failure<T> failure) {
      Prefetched.<RuntimeException>raise(failure.cause());
    }
    return next instanceof Item.Element<T>;
  }

  @Override
  public T next() {
    if (hasNext() && next instanceof Item.Element<T> element) {
      next = null;
      return element.value();
    }
    throw new NoSuchElementException("Cannot read ahead: the source has ended");
  }

  /**
   * Stops reading and waits until the thread no longer uses the source, also where the caller is
   * interrupted, as a killed task is.
   */
  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    boolean isInterrupted = false;
    boolean hasWaited = false;
    while (!hasWaited) {
      try {
        reader.join(MOST_MS_TO_END);
        hasWaited = true;
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does not wait for a reader that has died: of a failure to report its failure, or closed. */
  private Item<T> awaitItem() {
    try {
      Item<T> item = null;
      while (item == null) {
        boolean alive = reader.isAlive();
        item = waiting.poll(alive ? LIFE_CHECK_MS : 0, TimeUnit.MILLISECONDS);
        if (item == null && !alive) {
          return new Item.Failure<>(
              new IllegalStateException(
                  "Cannot read ahead: the thread that reads has ended without a word"));
        }
      }
      return item;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Item.Failure<>(e);
    }
  }

  private void read(Around around) {
    try {
      handOver(readAll(around));
    } catch (InterruptedException end) {
      // Closed: nobody waits for what is left.
    }
  }

  /** How it ended. */
  private Item<T> readAll(Around around) throws InterruptedException {
    try {
      around.call(this::readSource);
      return new Item.End<>();
    } catch (InterruptedException end) {
      throw end;
    } catch (Throwable failure) { // errors of the VM, too: the task must end by them
      return new Item.Failure<>(failure);
    }
  }

  private Void readSource() throws InterruptedException {
    while (!closed && source.hasNext()) {
      handOver(new Item.Element<>(source.next()));
    }
    return null;
  }

  /** A source may swallow the interrupt of {@link #close}, which comes after {@code closed}. */
  private void handOver(Item<T> item) throws InterruptedException {
    if (!closed) {
      waiting.put(item);
    }
  }

  /**
   * Throws what the source threw, be it a checked exception that {@link Iterator} cannot declare.
   */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void raise(Throwable cause) throws E {
    throw (E) cause;
  }

  private static String current() {
    return Thread.currentThread().getName();
  }
}
