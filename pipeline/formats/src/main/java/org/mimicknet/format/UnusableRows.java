/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import org.mimicknet.archive.LookAhead;

/** What of a metadata CSV cannot be used, a record for each such row, however long the CSV is. */
final class UnusableRows extends LookAhead<FrameRecord> {
  private final MetadataCsv rows;

  UnusableRows(MetadataCsv rows) {
    this.rows = rows;
  }

  @Override
  protected FrameRecord advance() {
    while (rows.hasNext()) {
      MetadataRow row = rows.next();
      if (!row.isUsable()) {
        return record(row);
      }
    }
    return null;
  }

  /** The record of a row that cannot be used. */
  static FrameRecord record(MetadataRow row) {
    return FrameRecord.failed(
        row.csv(), row.problem(), "Line %s: %s".formatted(row.line(), row.notes()));
  }
}
