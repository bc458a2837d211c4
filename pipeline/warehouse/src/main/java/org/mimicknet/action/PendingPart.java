/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.Serializable;
import org.mimicknet.format.SourcePart;

/** What one task reads of a source that is to be ingested. */
record PendingPart(PendingSource source, SourcePart part) implements Serializable {
  static PendingPart whole(PendingSource source) {
    return new PendingPart(source, SourcePart.whole(source.source()));
  }
}
