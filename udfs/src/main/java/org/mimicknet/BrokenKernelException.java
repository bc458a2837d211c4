/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

/** A kernel in the Vector API that this Java does not run, or runs to another result. */
@Internal
public final class BrokenKernelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param kernel the name of its class
   * @param reason the end of the sentence
   */
  BrokenKernelException(String kernel, String reason, Throwable cause) {
    super(
        "the kernel %s does not work on Java %s: %s".formatted(kernel, Runtime.version(), reason),
        cause);
  }
}
