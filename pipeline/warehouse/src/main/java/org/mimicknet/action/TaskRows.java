/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.mimicknet.archive.LookAhead;
import org.mimicknet.archive.Reason;
import org.mimicknet.table.PixelFiles;

/** The rows of the sources of one task: one source is open at a time, and one row is held. */
final class TaskRows extends LookAhead<Row> {
  private final Iterator<? extends SourceRows> sources;
  private final PixelFiles files = PixelFiles.ofTask();
  private SourceRows current;

  /**
   * To be made in the task.
   *
   * @param sources opens each source as it is asked for it
   */
  TaskRows(Iterator<? extends SourceRows> sources) {
    ParserLogs.silence();
    this.sources = sources;
    TaskCompletionListener close = context -> close();
    TaskContext.get().addTaskCompletionListener(close);
  }

  @Override
  protected Row advance() {
    while (current == null || !current.hasNext()) {
      close();
      if (!sources.hasNext()) {
        return null;
      }
      current = sources.next();
    }
    return writable(current.next());
  }

  private Row writable(Row row) {
    return files
        .refusal(FrameRows.pixelBytes(row))
        .map(why -> FrameRows.without(row, Reason.LIMIT_EXCEEDED, why))
        .orElse(row);
  }

  private void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
