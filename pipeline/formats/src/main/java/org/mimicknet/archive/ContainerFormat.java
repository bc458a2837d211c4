/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** One kind of archive: how it is recognised, by content alone, and opened. */
interface ContainerFormat {
  /** Whether a file that starts with {@code head} is of this kind. */
  boolean recognises(byte[] head);

  /** Opens an archive; what cannot read a part of it alone is only asked for all. */
  Container open(Opening opening) throws IOException;

  /** Whether parts of an archive that is a file of its own can be read without the rest. */
  default boolean splits() {
    return false;
  }

  /** The one of some kinds that a file is of that starts with {@code head}, if it is an archive. */
  static Optional<ContainerFormat> of(byte[] head, List<ContainerFormat> kinds) {
    return kinds.stream().filter(format -> format.recognises(head)).findFirst();
  }

  /** The same of a file, where an archive may lie behind a program that unpacks it. */
  static Optional<ContainerFormat> of(
      String name, SeekableSource file, List<ContainerFormat> kinds) {
    byte[] head = file.readAt(0, Heads.BYTES);
    return of(head, kinds).or(() -> PrefixedArchive.find(name, file, head, kinds));
  }

  /**
   * What an archive is opened from.
   *
   * @param name file name of the archive
   * @param stream all of its bytes, in order
   * @param file the same bytes at any position; null where the archive is no file of its own
   * @param range which entries are wanted
   * @param budget what the walk may still use
   */
  record Opening(
      String name, InputStream stream, SeekableSource file, EntryRange range, Budget budget) {
    /** An archive inside another one. */
    static Opening nested(String name, InputStream stream, Budget budget) {
      return new Opening(name, stream, null, EntryRange.ALL, budget);
    }

    /** An archive that is a file of its own. */
    static Opening file(String name, SeekableSource source, EntryRange range, Budget budget) {
      return new Opening(name, source, source, range, budget);
    }

    /** The bytes at any position, where the archive is a file of its own. */
    Optional<SeekableSource> seekable() {
      return Optional.ofNullable(file);
    }
  }
}
