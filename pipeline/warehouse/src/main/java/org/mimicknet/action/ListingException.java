/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.mimicknet.archive.StorageException;

/** Ends the task that lists an input, for the storage failed: Spark tries again. */
final class ListingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int input;

  /**
   * A failure; its message names no path, for Spark logs it.
   *
   * @param input number of the input, from 0
   */
  ListingException(int input, StorageException cause) {
    super("Cannot list the input number %s: %s".formatted(input + 1, cause.getMessage()), cause);
    this.input = input;
  }

  int input() {
    return input;
  }
}
