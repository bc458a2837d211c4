/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.format.PrivacyStep;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.SourceReader;

/**
 * The rows of the wanted members of one source, and of no other. A wanted path that gives nothing
 * any more stays in quarantine with what is known of it, unless it is an archive that could be
 * opened now: then its members stand for it.
 */
final class ReplayedRows implements Iterator<Row>, AutoCloseable {
  private final PendingSource source;
  private final WantedMembers wanted;
  private final PrivacyStep privacy;
  private final SourceReader reader;
  private final MetadataLookup outside;
  private final Set<String> opened = new HashSet<>();
  private final Set<String> decoded = new HashSet<>();
  private String trouble = "The archive has nothing at this place, or under this key";
  private Iterator<String> silent;
  private Row upcoming;

  ReplayedRows(
      PendingSource source,
      WantedMembers wanted,
      PrivacyStep privacy,
      Configuration conf,
      ReadSettings settings,
      MetadataLookup outside) {
    this.outside = outside;
    this.source = source;
    this.wanted = wanted.asStoredBy(privacy);
    this.privacy = privacy;
    this.reader = new SourceReader(source.source(), conf, settings, privacy, this::visit);
  }

  @Override
  public boolean hasNext() {
    while (upcoming == null && reader.hasNext()) {
      take(reader.next());
    }
    if (upcoming == null) {
      if (silent == null) {
        silent = silent().iterator();
      }
      if (silent.hasNext()) {
        upcoming = stillThere(silent.next());
      }
    }
    return upcoming != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Cannot give a further row: all members are read");
    }
    Row row = upcoming;
    upcoming = null;
    return row;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close " + source.source().path(), e);
    }
  }

  /** A member may be in the table under its name or, by an ingest with a key, its pseudonym. */
  private boolean visit(String path) {
    String pseudonym = privacy.path(path, Optional.empty(), 0);
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

  private void take(FrameRecord record) {
    String path = record.path();
    if (record.reason().isPresent() && wanted.holdsChosen(path)) {
      trouble = "Not reached: " + record.detail();
    }
    boolean isWanted = decoded.contains(path) || wanted.wants(path);
    if (isWanted && !wanted.isPresent(path + "#" + record.frameIndex())) {
      decoded.add(path);
      upcoming = FrameRows.row(source, record, outside);
    }
  }

  private Set<String> silent() {
    Set<String> silent = new TreeSet<>(wanted.statuses().keySet());
    silent.removeAll(decoded);
    silent.removeAll(opened);
    silent.removeIf(path -> path.startsWith(WantedMembers.WITHHELD));
    return silent;
  }

  /** What was not found keeps the reason that it has. */
  private Row stillThere(String path) {
    Reason reason =
        Arrays.stream(Reason.values())
            .filter(some -> some.code().equals(wanted.statuses().get(path)))
            .findFirst()
            .orElseThrow();
    return FrameRows.row(source, FrameRecord.failed(path, reason, trouble), outside);
  }
}
