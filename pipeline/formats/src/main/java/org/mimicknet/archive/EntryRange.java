/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.Serializable;
import org.mimicknet.Internal;

/**
 * The part of a zip or plain tar that one task reads: the entries that start at {@code from} or
 * later, and before {@code to}. Ranges come from an {@link ArchivePlan}. In a zip they count its
 * files in the order in which they lie, in a tar the bytes of the archive.
 *
 * @param from the first entry
 * @param to the first entry that is no longer read
 * @param entriesBefore entries in the ranges before this one: they count against the limit
 */
@Internal
public record EntryRange(long from, long to, int entriesBefore) implements Serializable {
  /** Every entry, of any source. */
  public static final EntryRange ALL = new EntryRange(0, Long.MAX_VALUE, 0);

  public EntryRange {
    if (from < 0 || to < from || entriesBefore < 0) {
      throw new IllegalArgumentException(
          "Cannot read entries from %s to %s after %s others: the range is not one"
              .formatted(from, to, entriesBefore));
    }
  }

  boolean isAll() {
    return from == 0 && to == Long.MAX_VALUE;
  }

  boolean holds(long position) {
    return position >= from && position < to;
  }
}
