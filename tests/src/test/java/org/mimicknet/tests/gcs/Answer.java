/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import java.util.List;
import java.util.Map;

/** What the storage says to a request. */
final class Answer {
  final int code;
  final Map<String, List<String>> headers;
  final byte[] body;

  /** A status, headers, and a body that may be empty. */
  Answer(int code, Map<String, List<String>> headers, byte[] body) {
    this.code = code;
    this.headers = headers;
    this.body = body;
  }
}
