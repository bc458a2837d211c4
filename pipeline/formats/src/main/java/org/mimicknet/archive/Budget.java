/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

/** What a walk has used of its limits: shared by all streams of one source. */
final class Budget {
  private final ArchiveLimits limits;
  private long totalBytes;
  private int entries;

  Budget(ArchiveLimits limits, int entriesBefore) {
    this.limits = limits;
    this.entries = entriesBefore;
  }

  ArchiveLimits limits() {
    return limits;
  }

  void spend(long bytes) throws MemberIOException {
    totalBytes += bytes;
    if (isSpent()) {
      throw new MemberIOException(
          Reason.LIMIT_EXCEEDED,
          "The source unpacks to more than %s bytes: raise the limit if you trust it"
              .formatted(limits.totalBytes()));
    }
  }

  void countEntry() throws MemberIOException {
    entries++;
    if (entries > limits.entries()) {
      throw new MemberIOException(
          Reason.LIMIT_EXCEEDED,
          "The source holds more than %s entries: split it, or raise the limit"
              .formatted(limits.entries()));
    }
  }

  boolean isSpent() {
    return totalBytes > limits.totalBytes() || entries > limits.entries();
  }
}
