/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

/** How the program ends, for schedulers: the one place that knows the numbers. */
enum ExitCode {
  DONE(0),
  USAGE(1),
  BAD_INPUT(2),
  TOO_MANY_FAILED(3),
  /** A query was to give a row, and gave none. */
  NO_ROW(3),
  INFRASTRUCTURE(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The one of two that tells of the greater trouble. */
  ExitCode worse(ExitCode other) {
    return code >= other.code ? this : other;
  }
}
