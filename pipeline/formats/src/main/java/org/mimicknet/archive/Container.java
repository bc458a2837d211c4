/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One opened archive: its entries in order. Directories, links and devices are left out. */
interface Container extends Closeable {
  /**
   * The next entry, or empty at the end. Asking for it ends the stream of the entry before.
   *
   * @throws IOException if the archive cannot be read on
   */
  Optional<Entry> next() throws IOException;

  /** An entry as the archive names it. */
  sealed interface Entry {
    String name();
  }

  /**
   * A file.
   *
   * @param declaredBytes the size that the archive claims; null where it claims none
   */
  record File(String name, Long declaredBytes, GuardedStream stream) implements Entry {}

  /** A file that cannot be opened; the archive goes on. */
  record Unreadable(String name, Reason reason, String detail) implements Entry {}

  /** Files that only together make frames. */
  record Capture(String name, List<Part> parts) implements Entry {}
}
