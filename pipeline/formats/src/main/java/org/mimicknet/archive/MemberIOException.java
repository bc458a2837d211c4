/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;

/** A failure of a stream whose reason is known where it is thrown. */
final class MemberIOException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  MemberIOException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  MemberIOException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
