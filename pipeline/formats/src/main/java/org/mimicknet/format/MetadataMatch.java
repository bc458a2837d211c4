/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Optional;
import org.mimicknet.Internal;

/**
 * What metadata CSVs have for one file.
 *
 * @param row what is said of it; null if nothing is, or not surely of it
 * @param number of the row among all of its lookup, from 0; -1 without one
 * @param doubt why a row that may be meant for it was not taken; an empty text for no doubt
 */
@Internal
public record MetadataMatch(MetadataRow row, int number, String doubt) {
  /** Nothing is said of it. */
  public static final MetadataMatch NONE = new MetadataMatch(null, -1, "");

  /** Rows that say different things. */
  static final MetadataMatch SEVERAL_ROWS = doubtful("several rows of CSVs may be meant for it");

  /** One row, which fits other files as well. */
  static final MetadataMatch SEVERAL_FILES =
      doubtful("the row of a CSV that fits it fits other files, too");

  /** One row, of the same name. */
  static final MetadataMatch OTHER_FOLDER =
      doubtful("the row of a CSV with its name is of another folder");

  private static MetadataMatch doubtful(String why) {
    return new MetadataMatch(
        null,
        -1,
        "metadata: not joined, for %s: write paths into the column filename".formatted(why));
  }

  static MetadataMatch of(MetadataTier.Entry entry) {
    return new MetadataMatch(entry.row(), entry.number(), "");
  }

  /** The row that is joined. */
  public Optional<MetadataRow> joined() {
    return Optional.ofNullable(row);
  }

  /** This where so many rows are numbered before those of its tier. */
  MetadataMatch behind(int others) {
    return row == null ? this : new MetadataMatch(row, number + others, doubt);
  }

  /** A record with what is said of it, or with the doubt as a detail. */
  public FrameRecord in(FrameRecord record) {
    return row == null ? record.withNote(doubt) : record.joined(row);
  }
}
