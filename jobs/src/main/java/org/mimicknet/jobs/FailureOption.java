/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.util.List;
import org.mimicknet.action.Enhance;
import org.mimicknet.action.HeldFrames;
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
              + " ${DEFAULT-VALUE}). The work that succeeded is kept. What earlier attempts"
              + " at the same work have done counts, too: a second one ends as the first.")
  private double limit;

  /**
   * The exit code of an action that reads archives, with lines of explanation if it is not 0.
   *
   * @param unread paths of the sources that the storage did not give
   */
  ExitCode judge(List<String> unread, HeldFrames held, PrintWriter out) {
    return judge(held.failed(), held.frames(), "see the view quarantine", out)
        .worse(judge(unread, out));
  }

  /** The exit code of an enhancement, with a line of explanation if it is 3. */
  ExitCode judge(Enhance.Result result, PrintWriter out) {
    return judge(
        result.failedToJudge(),
        result.framesToJudge(),
        "see the rows of the table enhanced with another status than ok",
        out);
  }

  /** The same where no share of failed frames matters. */
  static ExitCode judge(List<String> unread, PrintWriter out) {
    if (unread.isEmpty()) {
      return ExitCode.DONE;
    }
    out.printf(
        "The storage failed to give %s archives or files, of which nothing was stored; run again"
            + " when it is well:%n",
        unread.size());
    unread.forEach(path -> out.println("  " + path));
    out.flush();
    return ExitCode.INFRASTRUCTURE;
  }

  /** The exit code for {@code failed} of {@code frames}, with a line of explanation if it is 3. */
  private ExitCode judge(long failed, long frames, String where, PrintWriter out) {
    if (frames == 0 || (double) failed / frames <= limit) {
      return ExitCode.DONE;
    }
    out.printf(
        "%s of %s frames failed, more than --max-failed-fraction %s: %s%n",
        failed, frames, limit, where);
    return ExitCode.TOO_MANY_FAILED;
  }
}
