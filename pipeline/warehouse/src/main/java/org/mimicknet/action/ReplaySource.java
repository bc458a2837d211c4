/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.Map;

/**
 * A source with members that a replay reads again.
 *
 * @param statuses the paths of these members, each with its reason
 */
record ReplaySource(PendingSource source, Map<String, String> statuses) {
  String id() {
    return source.id();
  }

  /** Whether the table withholds the path of one of the members. */
  boolean hasWithheld() {
    return statuses.keySet().stream().anyMatch(WantedMembers::isWithheld);
  }
}
