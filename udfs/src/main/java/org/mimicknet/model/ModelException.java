/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import org.mimicknet.UserException;

/**
 * A model file or bundle that cannot be used. The message names the file, what is wrong with it and
 * what to do; no stack trace is needed to understand it.
 */
public final class ModelException extends UserException {
  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
