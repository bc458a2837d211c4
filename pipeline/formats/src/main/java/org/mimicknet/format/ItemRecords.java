/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * The records of what is being read: of a member, or of the source itself before its first member
 * and between two of them.
 */
final class ItemRecords {
  /** Opens a member: what may take long, or fail. */
  @FunctionalInterface
  interface Opening {
    Iterator<FrameRecord> open() throws MemberException;
  }

  private enum Kind {
    SOURCE,
    MEMBER
  }

  private final Kind kind;
  private final String path;
  private final FormatReader reader;
  private final Opening opening;
  private String note = "";
  private Iterator<FrameRecord> records;
  private int given;
  private boolean isOver;

  private ItemRecords(Kind kind, String path, FormatReader reader, Opening opening) {
    this.kind = kind;
    this.path = path;
    this.reader = reader;
    this.opening = opening;
  }

  /** What the source at {@code path} itself has to say. */
  static ItemRecords ofSource(String path, List<FrameRecord> records) {
    return new ItemRecords(Kind.SOURCE, path, null, records::iterator);
  }

  /** The records of a member that no reader takes. */
  static ItemRecords ofMember(String path, Opening opening) {
    return new ItemRecords(Kind.MEMBER, path, null, opening);
  }

  /** The records of a member that {@code reader} takes. */
  static ItemRecords ofMember(String path, FormatReader reader, Opening opening) {
    return new ItemRecords(Kind.MEMBER, path, reader, opening);
  }

  /** This, with something to say of every record. */
  ItemRecords noting(String what) {
    note = what;
    return this;
  }

  /** What there is to say of every record; an empty text for nothing. */
  String note() {
    return note;
  }

  boolean isMember() {
    return kind == Kind.MEMBER;
  }

  /** As a message begins that says what went wrong. */
  String name() {
    return isMember() ? "The file" : "The archive";
  }

  /**
   * The next record, read in the time that is left; empty at the end.
   *
   * @throws Exception what the reader throws
   */
  Optional<FrameRecord> next(TimedMembers time) throws Exception {
    if (isOver) {
      return Optional.empty();
    }
    if (records == null) {
      records = time.inTime(opening::open);
    }
    Iterator<FrameRecord> left = records;
    Optional<FrameRecord> record =
        time.inTime(() -> left.hasNext() ? Optional.of(left.next()) : Optional.empty());
    given += record.isPresent() ? 1 : 0;
    isOver = record.isEmpty();
    return record;
  }

  /** The record of a failure, which is the last one. */
  FrameRecord failed(Reason reason, String detail) {
    end();
    return FrameRecord.failed(path, given, reason, detail);
  }

  /** No further record is read. */
  void end() {
    isOver = true;
  }

  /** What a record says of its identifiers, else its format. */
  Identifiers identifiers(FrameRecord record) {
    return reader == null ? Identifiers.UNKNOWN : reader.identifiers(record.metadata());
  }
}
