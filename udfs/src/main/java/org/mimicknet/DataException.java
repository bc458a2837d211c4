/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

/**
 * Values that are not what they claim to be, such as an image of another size than its bytes: the
 * fault of one row of data, not of the query, the installation or this program. The {@code try_}
 * twins of the SQL functions give NULL for these, and for frames that cannot be processed ({@code
 * FrameException}), as those of more pixels than the limit.
 */
@Internal
public final class DataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }
}
