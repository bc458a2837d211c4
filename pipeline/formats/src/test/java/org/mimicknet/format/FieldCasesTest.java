/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** Every input of {@code shared/fieldcases} gives what its facts say. */
@NeedsSharedData("the field cases")
class FieldCasesTest {
  static Stream<Arguments> sources() throws IOException {
    return FieldCases.sources().entrySet().stream()
        .map(source -> Arguments.of(source.getKey(), source.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void givesWhatIndependentReadersFind(String source, Map<String, JsonNode> members)
      throws IOException {
    FieldCases.assertEqual(source, members, FrameRecords.of(SharedData.fieldCase(source)));
  }
}
