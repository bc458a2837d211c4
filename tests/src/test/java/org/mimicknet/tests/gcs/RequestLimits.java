/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command may cost on the archives of the demonstration, in requests to the storage: the one
 * place that says so, for {@link GcsIT}. docs/OPERATIONS.md has the table as measured.
 */
final class RequestLimits {
  private RequestLimits() {}

  /** By phase, in the order of the phases. */
  static Map<String, Integer> most() {
    Map<String, Integer> most = new LinkedHashMap<>();
    most.put("ingest", 241);
    most.put("enhance", 165);
    most.put("summarize", 195);
    most.put("a view", 75);
    most.put("ingest again", 60);
    most.put("enhance again", 60);
    most.put("summarize again", 60);
    return most;
  }
}
