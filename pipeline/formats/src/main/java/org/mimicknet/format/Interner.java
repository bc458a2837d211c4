/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives one object for all equal values, so that what a CSV repeats in every row is held once. It
 * remembers the first {@value #MOST} values only: what comes later is given back as it is.
 */
final class Interner<T> {
  private static final int MOST = 10_000;

  private final Map<T, T> values = new HashMap<>();

  T of(T value) {
    T known = values.get(value);
    if (known == null && values.size() < MOST) {
      values.put(value, value);
    }
    return known == null ? value : known;
  }
}
