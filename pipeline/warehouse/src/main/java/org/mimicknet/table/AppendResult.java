/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import org.mimicknet.Internal;

/** What became of an append. */
@Internal
public enum AppendResult {
  /** The rows are in the table, all of them. */
  COMMITTED,
  /**
   * Another run appended for the same purpose since the ticket was taken, and no row of this append
   * is in the table: read again what is pending, with a new ticket.
   */
  SUPERSEDED
}
