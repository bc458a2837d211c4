/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How many frames may fail before a scheduler should hear of it. */
final class FailureOption {
  @Option(
      names = "--max-failed-fraction",
      paramLabel = "F",
      defaultValue = "0.05",
      converter = Fraction.class,
      description =
          "End with exit code 3 when more than this share of the frames failed (default"
              + " ${DEFAULT-VALUE}). The work that succeeded is kept.")
  private double limit;

  /** The exit code for {@code failed} of {@code frames}, with a line of explanation if it is 3. */
  ExitCode judge(long failed, long frames, PrintWriter out) {
    if (frames == 0 || (double) failed / frames <= limit) {
      return ExitCode.DONE;
    }
    out.printf(
        "%s of %s frames failed, more than --max-failed-fraction %s: see the view quarantine%n",
        failed, frames, limit);
    return ExitCode.TOO_MANY_FAILED;
  }
}
