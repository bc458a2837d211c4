/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Serializable;
import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.archive.Reason;

/**
 * One row of a metadata CSV.
 *
 * @param csv the path of the CSV, as tables show it
 * @param line its line in the file, the header being line 1
 * @param file what it speaks of: a name, or a path as {@link org.mimicknet.archive.FilePath#plain}
 *     gives it; empty where the row cannot be used
 * @param metadata what it says; null fields are missing or unreadable
 * @param notes which fields are so, or what is wrong with the row, for a reader; empty for nothing.
 *     Never a value of the file
 * @param problem why the row, or the file from here on, cannot be used; null for a usable row
 */
@Internal
public record MetadataRow(
    String csv, long line, String file, FrameMetadata metadata, String notes, Reason problem)
    implements Serializable {
  static MetadataRow unusable(String csv, long line, Reason problem, String notes) {
    return new MetadataRow(csv, line, "", FrameMetadata.NONE, notes, problem);
  }

  /** Why the row, or the file from here on, cannot be used; empty for a usable row. */
  public Optional<Reason> reason() {
    return Optional.ofNullable(problem);
  }

  /** Whether it says something of a member. */
  public boolean isUsable() {
    return problem == null;
  }
}
