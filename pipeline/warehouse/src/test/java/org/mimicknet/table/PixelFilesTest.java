/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.TaskMemory;

class PixelFilesTest {
  private static final TaskMemory OF_1_GIGABYTE = TaskMemory.of(1L << 30, 2);
  private static final TaskMemory OF_4_GIGABYTES = TaskMemory.of(4L << 30, 2);

  /** Groups of 15 MB and 32 MB keep 1.1 MB and 0.5 MB of each pair. */
  @ParameterizedTest
  @CsvSource({"1, 27", "4, 307"})
  void aFileEndsWhileItKeepsAnEighthOfWhatATaskHas(long heapGibibytes, long rows) {
    assertThat(PixelFiles.rowsOfAFile(TaskMemory.of(heapGibibytes << 30, 2)))
        .isBetween(rows - 2, rows + 2);
  }

  @Test
  void usualPairsAreNeverRefused() {
    long usual = 2 * 1808 * 208 * Float.BYTES;

    assertThat(refused(OF_1_GIGABYTE, usual, 2_000)).isZero();
    assertThat(refused(OF_4_GIGABYTES, usual, 2_000)).isZero();
  }

  @Test
  void aCineOf200FramesOf4MegabytesIsWritten() {
    assertThat(refused(OF_4_GIGABYTES, 4 << 20, 200)).isZero();
  }

  /** Each keeps 128 MB: the fifth would need 1152 + 512 MB of 1.25 times 1265 MB. */
  @Test
  void largeFramesAreWrittenUntilWhatIsKeptLeavesNoRoomForAFurtherOne() {
    assertThat(refused(OF_4_GIGABYTES, 64 << 20, 20)).isEqualTo(16);
    assertThat(refused(OF_4_GIGABYTES, 64 << 20, 20, 1)).isZero();
  }

  @Test
  void aRefusalSaysWhatIsKeptAndWhatToDo() {
    PixelFiles files = new PixelFiles(OF_4_GIGABYTES, 100);
    for (int i = 0; i < 4; i++) {
      files.refusal(64 << 20);
    }

    assertThat(files.refusal(64 << 20))
        .hasValue(
            "The frame, beside 512 MB that its file keeps of the 4 rows before it, needs 1664 MB of"
                + " memory, but a task has 1581 MB: set spark.executor.memory (on one machine"
                + " --driver-memory) to 5g, or let fewer tasks run at once in a JVM, or set"
                + " spark.sql.files.maxRecordsPerFile to fewer rows, then replay: its files begin"
                + " anew");
  }

  private static long refused(TaskMemory memory, long pixelBytes, int frames) {
    return refused(memory, pixelBytes, frames, PixelFiles.rowsOfAFile(memory));
  }

  private static long refused(TaskMemory memory, long pixelBytes, int frames, long rows) {
    PixelFiles files = new PixelFiles(memory, rows);
    long refused = 0;
    for (int i = 0; i < frames; i++) {
      refused += files.refusal(pixelBytes).isPresent() ? 1 : 0;
    }
    return refused;
  }
}
