/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Serializable;
import java.util.Optional;
import org.mimicknet.archive.Reason;

/**
 * One row of a metadata CSV.
 *
 * @param line its line in the file, the header being line 1
 * @param fileName the member that it speaks of; empty where {@code reason} is set
 * @param metadata what it says; null fields are missing or unreadable
 * @param notes which fields are so, for a reader; empty for none. Never a value of the file
 * @param reason why the row, or the file from here on, cannot be used; empty for a usable row
 */
public record MetadataRow(
    long line, String fileName, FrameMetadata metadata, String notes, Optional<Reason> reason)
    implements Serializable {
  static MetadataRow unusable(long line, Reason reason, String notes) {
    return new MetadataRow(line, "", FrameMetadata.NONE, notes, Optional.of(reason));
  }

  boolean isUsable() {
    return reason.isEmpty();
  }
}
