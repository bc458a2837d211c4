/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

/**
 * An action cannot do its work, for the storage does not give what it needs: nothing is wrong with
 * what the user asked for, and a later run may succeed. Its message is for the user and names the
 * input or file; it is not to be logged.
 */
public final class StorageFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A lasting failure.
   *
   * @param failure of the Spark job
   */
  StorageFailedException(String message, Throwable failure) {
    super(message);
    addSuppressed(failure);
  }
}
