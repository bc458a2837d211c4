/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskMemoryTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 482", "1, 2, 241", "4, 2, 1265", "16, 4, 2680"})
  void aTaskHasItsShareOfTwoThirdsOfTheHeapBeyondThreeHundredMegabytes(
      long heapGibibytes, int slots, long mebibytes) {
    assertThat(TaskMemory.of(heapGibibytes << 30, slots).bytes() >> 20).isEqualTo(mebibytes);
  }

  @Test
  void aHeapWithoutRoomHasNothingToShare() {
    assertThat(TaskMemory.of(200 << 20, 2).bytes()).isZero();
  }

  @Test
  void whatFitsIsNotRefusedAndWhatDoesNotIsWithTheSettingThatAdmitsIt() {
    TaskMemory memory = TaskMemory.of(1L << 30, 2);

    assertThat(memory.refusal("The frame", 241L << 20)).isEmpty();
    assertThat(memory.refusal("The frame", (242L << 20) + 1))
        .contains(
            "The frame needs 243 MB of memory, but a task has 241 MB: set spark.executor.memory (on"
                + " one machine --driver-memory) to 2g, or let fewer tasks run at once in a JVM");
  }

  @Test
  void whatMayTakeAPartOnlyIsHeldAgainstThatPart() {
    TaskMemory memory = TaskMemory.of(1L << 30, 2);

    assertThat(memory.refusal("The archive", 60L << 20, 0.25)).isEmpty();
    assertThat(memory.refusal("The archive", 300L << 20, 0.25))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("The archive needs 300 MB of memory, but a task has 60 MB: set")
                    .contains("to 5g,"));
  }

  /** Also where the collector keeps a part of the heap that it does not report. */
  @ParameterizedTest
  @CsvSource({"1", "241", "242", "1265", "30000"})
  void theSettingThatARefusalNamesAdmitsTheFrame(long mebibytes) {
    for (int slots = 1; slots <= 16; slots++) {
      long heap = TaskMemory.of(1L << 30, slots).heapGibibytes(mebibytes << 20) << 30;

      assertThat(TaskMemory.of((long) (0.9 * heap), slots).refusal("It", mebibytes << 20))
          .isEmpty();
    }
  }
}
