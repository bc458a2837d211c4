/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.mimicknet.archive.ArchiveItem;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.Problem;

/** Turns an item of a source into records, by the reader that recognises its first bytes. */
final class ItemDecoder {
  private static final String NAMESAKE =
      "Another member of the archive has the same name: a number in the path tells this one from it";

  private final List<FormatReader> readers;
  private final ReadSettings settings;

  ItemDecoder(List<FormatReader> readers, ReadSettings settings) {
    this.readers = readers;
    this.settings = settings;
  }

  /**
   * The records of an item. A metadata CSV in an archive gives none, for it was read before; one
   * that is a source of its own gives what of it cannot be used.
   */
  ItemRecords recordsOf(ArchiveItem item, boolean isInArchive) {
    if (item instanceof Problem problem) {
      FrameRecord record = FrameRecord.failed(problem.path(), problem.reason(), problem.detail());
      return ItemRecords.ofMember(problem.path(), () -> List.of(record).iterator());
    }
    Member member = (Member) item;
    if (MetadataCsv.recognises(member)) {
      return ItemRecords.ofMember(
          member.path(),
          () ->
              isInArchive
                  ? Collections.emptyIterator()
                  : new UnusableRows(new MetadataCsv(member.path(), member.stream())));
    }
    ItemRecords records = recordsOf(member);
    return member.isNamesake() ? records.noting(NAMESAKE) : records;
  }

  private ItemRecords recordsOf(Member member) {
    byte[] head = member.head();
    Optional<FormatReader> reader =
        readers.stream().filter(some -> some.recognises(head)).findFirst();
    return reader
        .map(
            taker -> ItemRecords.ofMember(member.path(), taker, () -> taker.read(member, settings)))
        .orElseGet(
            () ->
                ItemRecords.ofMember(
                    member.path(),
                    () -> {
                      throw KnownFormats.unsupported(member);
                    }));
  }
}
