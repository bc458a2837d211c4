/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.LookAhead;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.StorageException;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.PrivacyStep;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.SourceReader;

/**
 * The rows of the wanted members of one source, and of no other. A wanted member that is not found
 * stays in quarantine, unless it is an archive that could be opened now: then its members replace
 * it.
 */
final class ReplayedRows extends LookAhead<Row> implements SourceRows {
  private final PendingSource source;
  private final WantedMembers wanted;
  private final PrivacyStep privacy;
  private final MetadataJoin outside;
  private final SourceReader reader;
  private final Set<String> opened = new HashSet<>();
  private final Set<String> decoded = new HashSet<>();
  private String whyNotFound = "The archive has nothing at this place, or under this key";
  private Iterator<String> notFound;

  ReplayedRows(
      PendingSource source,
      WantedMembers wanted,
      PrivacyStep privacy,
      Configuration conf,
      ReadSettings settings,
      MetadataJoin outside) {
    this.source = source;
    this.wanted = wanted.asStoredBy(privacy);
    this.privacy = privacy;
    this.outside = outside;
    this.reader = new SourceReader(source.source(), conf, settings, privacy, this::visit);
  }

  @Override
  protected Row advance() {
    try {
      return nextRow();
    } catch (StorageException e) {
      throw SourceException.of(source, privacy, e);
    }
  }

  private Row nextRow() {
    while (reader.hasNext()) {
      FrameRecord record = reader.next();
      if (record.reason().isPresent() && wanted.holdsChosen(record.path())) {
        whyNotFound = "Not reached: " + record.detail();
      }
      if (isWanted(record)) {
        decoded.add(record.path());
        return FrameRows.row(source, record, outside::joined);
      }
    }
    if (notFound == null) {
      notFound = notFound().iterator();
    }
    return notFound.hasNext() ? stillQuarantined(notFound.next()) : null;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw SourceException.of(
          source, privacy, new StorageException("The storage does not close it", e));
    }
  }

  /** A member may be in the table under its name or, by an ingest with a key, its pseudonym. */
  private boolean visit(String path) {
    String pseudonym = privacy.path(path, Identifiers.UNKNOWN, 0);
    opened.addAll(WantedMembers.containers(path));
    opened.addAll(WantedMembers.containers(pseudonym));
    boolean isWanted =
        wanted.isChosen(path)
            || wanted.isChosen(pseudonym)
            || (wanted.wants(path) && wanted.wants(pseudonym));
    if (isWanted) {
      decoded.add(path);
      decoded.add(pseudonym);
    }
    return isWanted;
  }

  private boolean isWanted(FrameRecord record) {
    return (decoded.contains(record.path()) || wanted.wants(record.path()))
        && !wanted.isPresent(record.path() + "#" + record.frameIndex());
  }

  private Set<String> notFound() {
    Set<String> paths = new TreeSet<>(wanted.statuses().keySet());
    paths.removeAll(decoded);
    paths.removeAll(opened);
    paths.removeIf(WantedMembers::isWithheld);
    return paths;
  }

  /** A row with the reason of before. */
  private Row stillQuarantined(String path) {
    Reason reason =
        Arrays.stream(Reason.values())
            .filter(some -> some.code().equals(wanted.statuses().get(path)))
            .findFirst()
            .orElseThrow();
    return FrameRows.row(source, FrameRecord.failed(path, reason, whyNotFound), outside::joined);
  }
}
