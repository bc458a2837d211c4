/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.util.Optional;
import org.mimicknet.UserException;
import org.mimicknet.action.StorageFailedException;
import org.mimicknet.config.StorageAdvice;
import picocli.CommandLine.Help.ColorScheme;

/** How the program tells of what ended it. */
final class Failure {
  private Failure() {}

  /** Prints what happened, with a stack trace where {@code verbose}, and gives the exit code. */
  static int explain(Throwable failure, boolean verbose, PrintWriter err, ColorScheme colours) {
    Throwable cause = root(failure);
    boolean told = cause instanceof UserException || cause instanceof StorageFailedException;
    Optional<StorageAdvice> storage = told ? Optional.empty() : StorageAdvice.of(failure);
    boolean user =
        cause instanceof UserException || storage.filter(StorageAdvice::canBeMended).isPresent();
    boolean known = told || storage.isPresent() || cause instanceof OutOfMemoryError;
    String what = known ? "" : "Internal: ";
    String why = storage.map(Failure::message).orElseGet(() -> message(cause));
    err.println(colours.errorText(what + why));
    if (verbose) {
      failure.printStackTrace(err);
    } else if (!user) {
      err.println("Run again with --verbose for the stack trace.");
    }
    err.flush();
    return (user ? ExitCode.BAD_INPUT : ExitCode.INFRASTRUCTURE).code();
  }

  /** What the user can mend, or the innermost cause: Spark wraps what happened in layers. */
  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof UserException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String message(StorageAdvice advice) {
    return "Cannot reach the storage: " + advice.text();
  }

  private static String message(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return "Memory ran out (%s): give more with --driver-memory SIZE, on a cluster with"
              .formatted(cause.getMessage())
          + " spark.executor.memory, or run fewer tasks at once with --master 'local[1]'";
    }
    if (cause instanceof LinkageError) {
      return cause
          + ": the class path of Spark lacks a library or holds another version of it; look in"
          + " spark.jars, spark.jars.packages and the jars folder of Spark";
    }
    String text = cause.getMessage();
    return text == null || cause instanceof Error ? cause.toString() : text;
  }
}
