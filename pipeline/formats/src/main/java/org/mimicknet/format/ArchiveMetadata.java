/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * What the metadata CSVs of one source say, by file name. Grows with their rows, so it takes at
 * most {@link #MOST_ROWS}. Where two rows name one file the first counts.
 */
final class ArchiveMetadata {
  static final int MOST_ROWS = 500_000;

  private final MetadataLookup rows = new MetadataLookup();
  private final List<FrameRecord> problems = new ArrayList<>();

  void add(Member csv) {
    try {
      MetadataCsv reader = new MetadataCsv(csv.path(), csv.stream());
      while (reader.hasNext()) {
        if (rows.size() + problems.size() >= MOST_ROWS) {
          throw new MemberException(
              Reason.LIMIT_EXCEEDED,
              "The metadata CSVs of the archive have more than %s rows: give them by --metadata"
                  .formatted(MOST_ROWS));
        }
        MetadataRow row = reader.next();
        if (row.isUsable()) {
          rows.add(row);
        } else {
          problems.add(UnusableRows.record(row));
        }
      }
    } catch (MemberException e) {
      problems.add(FrameRecord.failed(csv.path(), e.reason(), e.getMessage()));
    }
  }

  Optional<MetadataRow> of(String fileName) {
    return rows.of(fileName);
  }

  /** What cannot be used so far is told by the first part of the archive. */
  void leaveProblemsToAnotherPart() {
    problems.clear();
  }

  /** Rows and files that cannot be used, as records of their CSV. */
  List<FrameRecord> problems() {
    return problems;
  }
}
