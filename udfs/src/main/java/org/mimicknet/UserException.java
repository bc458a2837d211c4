/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

/**
 * Something that the user can mend: a path, an option, a file. Its message says what could not be
 * done, where, why, and what to do; the program shows it without a stack trace and ends with the
 * exit code for bad input.
 */
public class UserException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
