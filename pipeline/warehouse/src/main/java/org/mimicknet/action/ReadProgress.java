/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/**
 * What the tasks of an action have read so far, in accumulators that the Spark UI shows for each
 * stage. It is progress alone: rows of a commit that a concurrent one excludes are in it, too. The
 * exact counts, which the ledger holds, are those of {@link CommitLoop}.
 */
final class ReadProgress implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String FRAMES = "frames read";
  static final String BYTES = "decoded bytes of their pixels";
  static final String QUARANTINED = "members quarantined";

  private final LongAccumulator frames;
  private final LongAccumulator bytes;
  private final LongAccumulator quarantined;

  ReadProgress(SparkContext context) {
    this.frames = context.longAccumulator(FRAMES);
    this.bytes = context.longAccumulator(BYTES);
    this.quarantined = context.longAccumulator(QUARANTINED);
  }

  /** The rows ({@link FrameRows#TYPE}), counted as they pass. */
  Iterator<Row> of(Iterator<Row> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        add(row);
        return row;
      }
    };
  }

  private void add(Row row) {
    if (FrameRows.isGood(row)) {
      frames.add(1);
      bytes.add(FrameRows.pixelBytes(row));
    } else if (FrameRows.isQuarantined(row)) {
      quarantined.add(1);
    }
  }
}
