/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;

/**
 * Why one member of an archive cannot be read: a reason code for the table and a sentence for a
 * reader. The message must not hold anything that the file says of a patient.
 */
public final class MemberException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public MemberException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public MemberException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * The reason behind anything that reading a member threw. A library's own message is not
   * repeated, for it may quote the file: {@code what} says what was being read, for example "The
   * MAT file".
   *
   * @throws StorageException if that is what is behind it: it says nothing of the member
   * @throws OutOfMemoryError if that is what is behind it: it ends the task, for no catch of it can
   *     be relied on. YARN has a JVM killed by its first one
   */
  public static MemberException of(String what, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MemberException known) {
        return known;
      }
      if (cause instanceof MemberIOException known) {
        return new MemberException(known.reason(), known.getMessage(), failure);
      }
      if (cause instanceof StorageException storage) {
        throw storage;
      }
      if (cause instanceof OutOfMemoryError memory) {
        throw memory;
      }
      if (Codec.needsTooMuchMemory(cause)) {
        return new MemberException(
            Reason.LIMIT_EXCEEDED,
            what
                + " needs more memory to unpack than is allowed: pack it with a smaller window, or"
                + " raise --limit-working-bytes and, for it is at most a quarter of a task's share,"
                + " spark.executor.memory (on one machine --driver-memory)",
            failure);
      }
      if (cause instanceof EOFException || endsTooEarly(cause)) {
        return new MemberException(
            Reason.TRUNCATED, what + " ends too early: copy it again from its origin", failure);
      }
    }
    return new MemberException(
        Reason.MALFORMED,
        "%s cannot be read: its bytes contradict its format (%s)"
            .formatted(what, failure.getClass().getSimpleName()),
        failure);
  }

  /**
   * Whether {@code failure} costs one member only. Errors of the virtual machine are not contained,
   * except a stack too deep, which a hostile file can cause. Nor is the end of the task itself.
   */
  public static boolean isContained(Throwable failure) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    return !(failure instanceof VirtualMachineError) || failure instanceof StackOverflowError;
  }

  public Reason reason() {
    return reason;
  }

  private static boolean endsTooEarly(Throwable cause) {
    if (!(cause instanceof IOException) || cause.getMessage() == null) {
      return false;
    }
    String message = cause.getMessage().toLowerCase(Locale.ROOT);
    return message.contains("truncated") || message.contains("unexpected end");
  }
}
