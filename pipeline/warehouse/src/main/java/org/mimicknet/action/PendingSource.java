/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.mimicknet.archive.Source;

/**
 * A source that is to be ingested.
 *
 * @param id SHA-256 (hex) of URI, size and modification time: what makes a re-run skip it
 * @param problem why it cannot be read, as its listing has shown; null where nothing is known
 *     against it
 */
record PendingSource(String id, Source source, String problem) implements Serializable {
  PendingSource(String id, Source source) {
    this(id, source, null);
  }

  /** The source of a row of {@link SourceListing#files}. */
  static PendingSource of(Row file) {
    return new PendingSource(
        file.getAs("source_id"),
        new Source(file.getAs("uri"), file.<Long>getAs("bytes"), file.getAs("path")),
        file.getAs("problem"));
  }
}
