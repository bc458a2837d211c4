/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.Iterator;
import java.util.concurrent.Semaphore;
import java.util.function.ToLongFunction;

/**
 * Bounds the bytes of the elements that are on their way from one thread to another: what reads
 * them waits with the next one until there is room for it. One that is larger than all the room
 * goes alone.
 */
final class MemoryGate<T> {
  private static final int UNIT_BYTES = 1 << 10;

  private final ToLongFunction<T> bytes;
  private final int units;
  private final Semaphore free;

  MemoryGate(long mostBytes, ToLongFunction<T> bytes) {
    this.bytes = bytes;
    this.units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, mostBytes / UNIT_BYTES));
    this.free = new Semaphore(units);
  }

  /** Elements as they are read. */
  Iterator<T> entering(Iterator<T> source) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public T next() {
        T element = source.next();
        try {
          free.acquire(unitsOf(element));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return element;
      }
    };
  }

  /** The same elements as they are used. */
  Iterator<T> leaving(Iterator<T> arrived) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return arrived.hasNext();
      }

      @Override
      public T next() {
        T element = arrived.next();
        free.release(unitsOf(element));
        return element;
      }
    };
  }

  private int unitsOf(T element) {
    return (int) Math.min(units, bytes.applyAsLong(element) / UNIT_BYTES);
  }
}
