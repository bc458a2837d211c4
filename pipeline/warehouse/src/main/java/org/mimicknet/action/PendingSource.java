/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.Serializable;
import org.mimicknet.archive.Source;

/**
 * A source that is to be ingested.
 *
 * @param id SHA-256 (hex) of URI, size and modification time: what makes a re-run skip it
 */
record PendingSource(String id, Source source) implements Serializable {}
