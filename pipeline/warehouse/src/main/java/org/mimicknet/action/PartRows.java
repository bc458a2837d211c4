/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.LookAhead;
import org.mimicknet.archive.StorageException;
import org.mimicknet.format.PrivacyStep;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.SourceReader;

/** The rows of a source, or of one part of a big one. */
final class PartRows extends LookAhead<Row> implements SourceRows {
  private final PendingPart pending;
  private final PrivacyStep privacy;
  private final MetadataJoin outside;
  private final SourceReader reader;
  private boolean gaveRecords;
  private boolean isOver;
  private Iterator<Map.Entry<String, Integer>> unmet;

  PartRows(
      PendingPart pending,
      PrivacyStep privacy,
      Configuration conf,
      ReadSettings settings,
      MetadataJoin outside) {
    this.pending = pending;
    this.privacy = privacy;
    this.outside = outside;
    this.reader = new SourceReader(pending.part(), conf, settings, privacy);
  }

  @Override
  protected Row advance() {
    if (isOver) {
      return null;
    }
    if (pending.source().problem() != null) {
      isOver = true;
      return FrameRows.unreadable(pending.source(), privacy);
    }
    try {
      if (reader.hasNext()) {
        gaveRecords = true;
        return FrameRows.row(pending.source(), reader.next(), outside::joined);
      }
    } catch (StorageException e) {
      throw SourceException.of(pending.source(), privacy, e);
    }
    if (unmet == null) {
      unmet = reader.unmetRows().entrySet().iterator();
    }
    if (unmet.hasNext()) {
      Map.Entry<String, Integer> csv = unmet.next();
      return FrameRows.metadata(pending.source(), csv.getKey(), csv.getValue());
    }
    isOver = true;
    return gaveRecords ? null : withoutFrames();
  }

  /** One row says that a source was read, even if none of its parts gives one. */
  private Row withoutFrames() {
    if (pending.part().isWhole()) {
      return FrameRows.withoutFrames(pending.source(), privacy);
    }
    return pending.part().number() == 0
        ? FrameRows.partWithoutFrames(pending.source(), privacy)
        : null;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw SourceException.of(
          pending.source(), privacy, new StorageException("The storage does not close it", e));
    }
  }
}
