/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import org.mimicknet.UserException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The program: {@code ./mimicknet COMMAND} on one machine, or {@code spark-submit --class
 * org.mimicknet.jobs.Main mimicknet-jobs.jar COMMAND} anywhere.
 *
 * <p>Success returns from {@code main}: YARN takes {@code System.exit(0)} for a failure.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code = run(args);
    if (code != ExitCode.DONE.code()) {
      System.exit(code);
    }
  }

  /** Runs one command line and returns its exit code. */
  static int run(String... args) {
    CommandLine line = new CommandLine(new MimickNetCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setDefaultValueProvider(new ConfigDefaults(args));
    line.setExecutionExceptionHandler(Main::explain);
    line.setUsageHelpAutoWidth(true);
    for (CommandLine command : line.getSubcommands().values()) {
      command.setUsageHelpAutoWidth(true);
      command.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE.code());
    }
    try {
      return line.execute(args);
    } catch (UserException e) {
      return explain(e, line, null);
    }
  }

  private static int explain(Exception e, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    Throwable cause = root(e);
    boolean user = cause instanceof UserException;
    String what = user || cause instanceof OutOfMemoryError ? "" : "Internal: ";
    err.println(line.getColorScheme().errorText(what + message(cause)));
    if (line.getCommand() instanceof Verbose command && command.verbose()) {
      e.printStackTrace(err);
    } else if (!user) {
      err.println("Run again with --verbose for the stack trace.");
    }
    err.flush();
    return (user ? ExitCode.BAD_INPUT : ExitCode.INFRASTRUCTURE).code();
  }

  /** What the user can mend, or the innermost cause: Spark wraps what happened in layers. */
  private static Throwable root(Throwable e) {
    Throwable cause = e;
    while (!(cause instanceof UserException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String message(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return "Memory ran out (%s): give more with --driver-memory SIZE, on a cluster with"
              .formatted(cause.getMessage())
          + " spark.executor.memory, or run fewer tasks at once with --master 'local[1]'";
    }
    String text = cause.getMessage();
    return text == null ? cause.getClass().getName() : text;
  }
}
