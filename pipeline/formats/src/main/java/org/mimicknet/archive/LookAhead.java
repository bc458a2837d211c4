/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.mimicknet.Internal;

/**
 * An iterator that knows its next element only by making it: it makes one ahead when asked whether
 * there is one. What making one throws ends it, and is thrown again whenever one asks on.
 *
 * @param <T> the type of its elements, never null
 */
@Internal
public abstract class LookAhead<T> implements Iterator<T> {
  private T upcoming;
  private boolean ended;
  private RuntimeException failure;

  /** Makes the next element; null at the end, after which it is not called again. */
  protected abstract T advance();

  @Override
  public final boolean hasNext() {
    if (failure != null) {
      throw failure;
    }
    if (upcoming == null && !ended) {
      makeNext();
    }
    return upcoming != null;
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Cannot give a further element: all were given");
    }
    T next = upcoming;
    upcoming = null;
    return next;
  }

  private void makeNext() {
    try {
      upcoming = advance();
      ended = upcoming == null;
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }
}
