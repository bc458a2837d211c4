/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes the names of one archive differ, for a path names one member: the second {@code a.mat} is
 * {@code a~2.mat}. Nothing is left out, whatever another program would let win. Holds numbers, not
 * names, so that memory does not grow with their lengths.
 */
final class DistinctNames {
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private final Map<Long, Integer> given = new HashMap<>();

  /** The name, or where it was given before one like it. */
  String of(String name) {
    String distinct = name;
    int count = given.merge(hash(name), 1, Integer::sum);
    while (count > 1) {
      distinct = numbered(name, count);
      if (given.putIfAbsent(hash(distinct), 1) == null) {
        return distinct;
      }
      count = given.merge(hash(name), 1, Integer::sum);
    }
    return distinct;
  }

  /** Whether a name was given before; it counts as given from now on. */
  boolean isGiven(String name) {
    return given.putIfAbsent(hash(name), 1) != null;
  }

  /** The number stands before the ending, by which readers and people know the kind of a file. */
  private static String numbered(String name, int number) {
    int file = name.lastIndexOf('/') + 1;
    int dot = name.lastIndexOf('.');
    int end = dot > file ? dot : name.length();
    return name.substring(0, end) + "~" + number + name.substring(end);
  }

  /** FNV-1a of 64 bits: two of a hundred thousand names are alike in one archive of billions. */
  private static long hash(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
