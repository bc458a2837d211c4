/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.TaskMemory;

class ArchiveLimitsTest {
  @Test
  void everyLimitHasADefaultThatReadsAsAnOption() {
    assertThat(Arrays.stream(Limit.values()).map(limit -> limit.key() + "=" + limit.defaultText()))
        .containsExactly(
            "member-bytes=2g",
            "total-bytes=1t",
            "entries=100000",
            "ratio=200",
            "depth=3",
            "frame-pixels=16777216",
            "working-bytes=256m",
            "member-time=10m");
  }

  @ParameterizedTest
  @CsvSource({
    "BYTES, 1024, 1k",
    "BYTES, 1536, 1536",
    "COUNT, 1024, 1024",
    "MILLISECONDS, 1500, 1500ms",
    "MILLISECONDS, 90000, 90s",
    "MILLISECONDS, 7200000, 2h",
  })
  void aValueIsWrittenInTheLargestUnitOfWhichItIsAMultiple(
      Limit.Unit unit, long value, String text) {
    assertThat(unit.text(value)).isEqualTo(text);
  }

  @Test
  void oneLimitChangesAndTheOthersStay() {
    ArchiveLimits limits =
        ArchiveLimits.DEFAULT.with(Limit.DEPTH, 5).with(Limit.MEMBER_TIME, 90_000);

    assertThat(limits.depth()).isEqualTo(5);
    assertThat(limits.memberTime()).isEqualTo(Duration.ofSeconds(90));
    assertThat(limits)
        .isEqualTo(new ArchiveLimits(Map.of(Limit.DEPTH, 5L, Limit.MEMBER_TIME, 90_000L)));
    assertThat(limits.with(Limit.DEPTH, 3).with(Limit.MEMBER_TIME, 600_000))
        .isEqualTo(ArchiveLimits.DEFAULT);
  }

  /** Of 240 MB a quarter is 60 MB. */
  @Test
  void aRefusalToUnpackNamesWhatBinds() {
    ArchiveLimits limits = ArchiveLimits.DEFAULT.withMemory(new TaskMemory(240L << 20, 2));

    assertThat(limits.workingBytes()).isEqualTo(60 << 20);
    assertThat(limits.workingRefusal("The 7z"))
        .startsWith(
            "The 7z needs 256 MB of memory, but a task has 60 MB: set spark.executor.memory")
        .doesNotContain("--limit");
    assertThat(limits.workingRefusal("A block", 61L << 20))
        .startsWith("A block needs 61 MB of memory, but a task has 60 MB");
    assertThat(limits.with(Limit.WORKING_BYTES, 1000).workingRefusal("The 7z", 2000))
        .isEqualTo(
            "The 7z needs more memory to unpack than 1000 bytes: raise --limit-working-bytes");
  }

  @Test
  void aLimitThatIsNotPositiveOrTooLargeIsRefused() {
    assertThatThrownBy(() -> ArchiveLimits.DEFAULT.with(Limit.RATIO, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot limit ratio to 0: it must be positive and at most 2147483647");
    assertThatThrownBy(() -> ArchiveLimits.DEFAULT.with(Limit.ENTRIES, 1L << 31))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot limit entries to 2147483648");
  }
}
