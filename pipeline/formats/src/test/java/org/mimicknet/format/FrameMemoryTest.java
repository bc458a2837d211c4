/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.TaskMemory;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Reason;

/** What a frame needs is held against the memory of its task by every reader. */
class FrameMemoryTest {
  private static final int COPIES = 18;

  static Stream<Arguments> frames() {
    return WrittenSamples.facts("").entrySet().stream()
        .filter(file -> !file.getKey().startsWith("archives/") && !file.getKey().endsWith(".gz"))
        .filter(file -> imageBytes(file.getValue()) > 0)
        .map(file -> Arguments.of(file.getKey(), imageBytes(file.getValue())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void noReaderGivesAFrameThatNeedsMoreThanATaskHas(String name, long imageBytes)
      throws IOException {
    List<FrameRecord> records = read(name, new TaskMemory(COPIES * imageBytes - 1, 1));

    assertThat(records).hasSize(1);
    assertThat(records.get(0).das()).isEmpty();
    assertThat(records.get(0).clinical()).isEmpty();
    assertThat(records.get(0).reason()).contains(Reason.LIMIT_EXCEEDED);
    assertThat(records.get(0).detail())
        .matches(
            "The .* needs \\d+ MB of memory, but a task has \\d+ MB: set spark.executor.memory.*");
  }

  @Test
  void theCostIsThatOfDecodingOrOfTheRowWhateverIsMoreBesideWhatIsHeld() {
    long imageBytes = 2 * 1000 * 4;

    assertThat(new FrameCost(1000, 2, 0, 0).bytes()).isEqualTo(COPIES * imageBytes);
    assertThat(new FrameCost(1000, 2, 5_000, 300).bytes()).isEqualTo(COPIES * imageBytes + 300);
    assertThat(new FrameCost(1000, 2, 1_000_000, 300).bytes())
        .isEqualTo(imageBytes + 1_000_000 + 300);
  }

  @Test
  void usualFramesFitInto1GigabyteAndThoseOf64MegabytesInto4WithTwoTasks() throws Exception {
    FrameCost usual = new FrameCost(1808 * 208, 2, 1808 * 208 * 3 * 8, 0);
    FrameCost large = new FrameCost(4096 * 4096, 1, 4096 * 4096 * 2 * 8, 0);

    usual.require(limits(1));
    large.require(limits(4));
  }

  private static ArchiveLimits limits(long heapGibibytes) {
    return ArchiveLimits.DEFAULT.withMemory(TaskMemory.of(heapGibibytes << 30, 2));
  }

  /** Of the first frame; 0 where there is none. */
  private static long imageBytes(JsonNode facts) {
    long bytes = 0;
    JsonNode frame = facts.path("frames").path(0);
    for (String image : List.of("das", "clinical")) {
      bytes +=
          4L * frame.path(image).path("height").asLong() * frame.path(image).path("width").asLong();
    }
    return bytes;
  }

  private static List<FrameRecord> read(String name, TaskMemory memory) throws IOException {
    List<FrameRecord> records = new ArrayList<>();
    try (SourceReader reader =
        new SourceReader(
            ArchiveBuilder.source(WrittenSamples.file(name)),
            new Configuration(false),
            ReadSettings.DEFAULT.withLimits(ArchiveLimits.DEFAULT.withMemory(memory)))) {
      reader.forEachRemaining(records::add);
    }
    return records;
  }
}
