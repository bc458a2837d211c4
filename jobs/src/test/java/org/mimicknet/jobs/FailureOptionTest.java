/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimicknet.action.Enhance;
import org.mimicknet.action.HeldFrames;
import picocli.CommandLine;

/** A second attempt ends as the first, whatever of the work either has done. */
class FailureOptionTest {
  private final StringWriter out = new StringWriter();

  @Test
  void anEnhancementIsJudgedByEarlierAttemptsToo() {
    assertThat(judge(new Enhance.Result(1, 0, 1, 3, 2))).isEqualTo(ExitCode.TOO_MANY_FAILED);
    assertThat(out.toString()).contains("2 of 4 frames failed");
    assertThat(judge(new Enhance.Result(0, 1, 1, 9, 0))).isEqualTo(ExitCode.DONE);
    assertThat(judge(new Enhance.Result(0, 0, 0, 0, 0))).isEqualTo(ExitCode.DONE);
  }

  @Test
  void anIngestIsJudgedByWhatTheWarehouseHoldsAndByTheStorage() {
    assertThat(judge(List.of(), new HeldFrames(1, 1))).isEqualTo(ExitCode.TOO_MANY_FAILED);
    assertThat(out.toString()).contains("1 of 2 frames failed");
    assertThat(judge(List.of(), new HeldFrames(9, 1))).isEqualTo(ExitCode.DONE);
    assertThat(judge(List.of("a.zip"), new HeldFrames(9, 1))).isEqualTo(ExitCode.INFRASTRUCTURE);
  }

  private ExitCode judge(Enhance.Result result) {
    return option().judge(result, new PrintWriter(out, true));
  }

  private ExitCode judge(List<String> unread, HeldFrames held) {
    return option().judge(unread, held, new PrintWriter(out, true));
  }

  private static FailureOption option() {
    return CommandLine.populateCommand(new FailureOption(), "--max-failed-fraction=0.2");
  }
}
