/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

/**
 * The storage failed, which says nothing of the file: the task that reads it must fail, so that
 * Spark tries again. It never becomes a row.
 *
 * <p>Messages of Hadoop hold full paths, in which names of patients may stand, and Spark logs what
 * ends a task. So the message names the kind of failure and the place in the file, and the stack
 * trace of the cause is kept without its message.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure of the storage.
   *
   * @param what what was being done, for example {@code "The storage failed at byte 512"}; without
   *     any path
   * @param cause what the storage threw; only its class and its stack trace are kept
   */
  public StorageException(String what, Throwable cause) {
    super("%s (%s)".formatted(what, cause.getClass().getSimpleName()));
    setStackTrace(cause.getStackTrace());
  }

  /** A failure that the storage did not tell: it stalled, or gave fewer bytes than it listed. */
  public StorageException(String what) {
    super(what);
  }
}
