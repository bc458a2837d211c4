/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of every format and container, written by other programs, give the frames that independent
 * readers find in them, or the reason why there are none.
 */
class IndependentWritersTest {
  static Stream<Arguments> files() {
    return WrittenSamples.facts("").entrySet().stream()
        .map(file -> Arguments.of(file.getKey(), file.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void givesTheFramesThatAnIndependentReaderFinds(String name, JsonNode facts) throws IOException {
    List<FrameRecord> records = FrameRecords.of(WrittenSamples.file(name));

    FrameFacts.assertEqual(facts.get("frames"), records, facts.path("tolerance").asDouble(0));
  }
}
