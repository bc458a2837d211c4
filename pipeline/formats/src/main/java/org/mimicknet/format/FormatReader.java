/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mimicknet.UserException;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;

/**
 * Reads one file format. A new format is a class that implements this and its name in {@code
 * META-INF/services}. A reader has no state and is used by many threads.
 */
public interface FormatReader {
  /** The format as messages name it. */
  String name();

  /** Whether a file that starts with {@code head} (up to 1024 bytes) is for this reader. */
  boolean recognises(byte[] head);

  /** Whether study, series and file names of this format may identify a patient. */
  Identifiers identifiers();

  /**
   * The same of one frame: what its metadata say, else {@link #identifiers()}. A container format
   * as MAT or HDF5 carries files of research and of scanners.
   */
  default Identifiers identifiers(FrameMetadata frame) {
    return frame.identifiers() == null ? identifiers() : frame.identifiers();
  }

  /** The names of its settings in {@link ReadSettings#options}. */
  default Set<String> options() {
    return Set.of();
  }

  /**
   * Refuses values of its settings that mean nothing, before any file is read.
   *
   * @throws UserException if one cannot be used
   */
  default void validate(Map<String, String> options) {}

  /**
   * Reads the frames of a member, one after the other; the iterator reads the member's stream as it
   * goes. Of the file only named, harmless fields get into a record or a message; study and series
   * ids as the file has them, for they become pseudonyms where {@link #identifiers} says so.
   *
   * @throws MemberException if the member gives no frame; from the iterator, wrapped in an {@link
   *     java.io.UncheckedIOException}, if it gives no further one
   */
  Iterator<FrameRecord> read(Member member, ReadSettings settings) throws MemberException;

  /** The reader for a file that starts with {@code head}. */
  static Optional<FormatReader> of(byte[] head) {
    return FormatReaders.ALL.stream().filter(reader -> reader.recognises(head)).findFirst();
  }

  /**
   * Refuses settings that no reader has, and values that mean nothing to theirs.
   *
   * @throws UserException naming the first of them
   */
  static void validateAll(Map<String, String> options) {
    Set<String> known = new TreeSet<>();
    FormatReaders.ALL.forEach(reader -> known.addAll(reader.options()));
    for (String name : options.keySet()) {
      if (!known.contains(name)) {
        throw new UserException(
            "Cannot use the format setting %s: there are %s"
                .formatted(name, String.join(", ", known)));
      }
    }
    FormatReaders.ALL.forEach(reader -> reader.validate(options));
  }
}
