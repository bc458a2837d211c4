/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mimicknet.archive.FilePath;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.SharedTails;

/**
 * What the metadata CSVs of one source say of its files: {@link MetadataTier} says which row a file
 * meets. Grows with their rows, so it takes at most {@link #MOST_ROWS}, and with the entries of the
 * archive, which have a limit of their own.
 */
final class ArchiveMetadata {
  static final int MOST_ROWS = 500_000;

  private final String archive;
  private final MetadataLookup rows = new MetadataLookup();
  private final Set<String> folders = new HashSet<>();
  private final List<FrameRecord> problems = new ArrayList<>();
  private final BitSet met = new BitSet();
  private List<String> files = new ArrayList<>();
  private SharedTails shared;

  /**
   * @param path of the source
   * @param shared what is known of all files of the archive where only a part of them is met
   */
  ArchiveMetadata(String path, SharedTails shared) {
    this.archive = FilePath.folder(FilePath.plain(path + "!/member"));
    this.shared = shared;
  }

  void add(Member csv) {
    String folder = FilePath.folder(inside(csv.path()));
    folders.add(folder);
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
          rows.add(folder, row);
        } else {
          problems.add(UnusableRows.record(row));
        }
      }
    } catch (MemberException e) {
      problems.add(FrameRecord.failed(csv.path(), e.reason(), e.getMessage()));
    }
  }

  /** Hears of a file of the archive, before the first record is joined. */
  void meet(String path) {
    files.add(inside(path));
  }

  /** All files were met, and all CSVs added. */
  void complete() {
    shared = shared.and(SharedTails.of(files, folders));
    files = List.of();
    rows.knowFiles(shared);
  }

  /** A record with what the CSVs say of it. */
  FrameRecord joined(FrameRecord record) {
    MetadataMatch match = rows.of(JoinKey.of(inside(record.path())));
    if (match.joined().isPresent()) {
      met.set(match.number());
    }
    return match.in(record);
  }

  /** How a record meets CSVs outside. */
  JoinKey keyOutside(String uri, String path) {
    return JoinKey.of(uri, shared.partsThatTell(inside(path)), path.contains("!/"));
  }

  /** How many usable rows met no record so far, for each CSV of which some did not. */
  Map<String, Integer> unmet() {
    Map<String, Integer> unmet = new TreeMap<>();
    List<MetadataRow> all = rows.rows();
    for (int i = met.nextClearBit(0); i < all.size(); i = met.nextClearBit(i + 1)) {
      unmet.merge(all.get(i).csv(), 1, Integer::sum);
    }
    return unmet;
  }

  /** What cannot be used so far is told by the first part of the archive. */
  void leaveProblemsToAnotherPart() {
    problems.clear();
  }

  /** Rows and files that cannot be used, as records of their CSV. */
  List<FrameRecord> problems() {
    return problems;
  }

  private String inside(String path) {
    String plain = FilePath.plain(path);
    return plain.startsWith(archive + "/") ? plain.substring(archive.length() + 1) : plain;
  }
}
