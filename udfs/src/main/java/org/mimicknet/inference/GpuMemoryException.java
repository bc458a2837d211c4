/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

/** The memory of a GPU does not hold what one frame needs. */
final class GpuMemoryException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  GpuMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
