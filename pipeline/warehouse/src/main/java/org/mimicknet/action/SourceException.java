/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.mimicknet.archive.StorageException;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.PrivacyStep;

/**
 * Ends the task that reads a source, for the storage failed: Spark tries again. It says nothing of
 * the source, so that no row comes of it.
 */
final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sourceId;
  private final String path;

  /**
   * A failure.
   *
   * @param path what Spark may log of the path
   */
  SourceException(String sourceId, String path, StorageException cause) {
    super("Cannot read %s: %s".formatted(path, cause.getMessage()), cause);
    this.sourceId = sourceId;
    this.path = path;
  }

  /** A failure; its message, which Spark logs, has the path as a table would hold it. */
  static SourceException of(PendingSource source, PrivacyStep privacy, StorageException cause) {
    return new SourceException(
        source.id(), privacy.path(source.source().path(), Identifiers.UNKNOWN, 0), cause);
  }

  String sourceId() {
    return sourceId;
  }

  /** The path of the source as a table would hold it. */
  String path() {
    return path;
  }
}
