/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import org.mimicknet.Internal;

/**
 * The right to append once to a table, for a purpose, on top of what the table held when the ticket
 * was taken. Take it from {@link Warehouse#ticket} <em>before</em> reading what is pending: of the
 * tickets taken for one purpose on the same state, only the first to append lands.
 */
@Internal
public final class AppendTicket {
  private final Table table;
  private final String purpose;
  private final long tableVersion;
  private final String token;

  AppendTicket(Table table, String purpose, long tableVersion, String token) {
    this.table = table;
    this.purpose = purpose;
    this.tableVersion = tableVersion;
    this.token = token;
  }

  public Table table() {
    return table;
  }

  /** What the append is for, for example {@code ingest}; shown in the history of the table. */
  public String purpose() {
    return purpose;
  }

  /** Version of the Delta table when the ticket was taken. */
  public long tableVersion() {
    return tableVersion;
  }

  /** What the commit says in Delta's {@code userMetadata}, and no other commit does. */
  String commitNote() {
    return purpose + " " + token;
  }

  /** What Delta knows the appends of a purpose by: its {@code txnAppId}. */
  static String appId(String purpose) {
    return "mimicknet." + purpose;
  }
}
