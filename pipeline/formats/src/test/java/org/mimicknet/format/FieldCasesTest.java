/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.archive.Reason;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/**
 * The inputs of {@code shared/fieldcases}, which people's bug reports of the whole field describe:
 * each gives what its maker or independent readers say, or what the project has decided.
 */
@NeedsSharedData("the field cases")
class FieldCasesTest {
  /** Decoders of lossy JPEG may differ by a step or two. */
  private static final double LOSSY = 2.0 / 255;

  /** Where the facts say "ok" because some tool reads it, and the project decided otherwise. */
  private static final Map<String, String> DECIDED =
      Map.of(
          // Minus infinity in an image of dB is black (ZeaFieldCasesTest): its IQ is not lost.
          "26-zea/legacy_minus_inf.hdf5", "any");

  static Stream<Arguments> sources() throws IOException {
    if (!SharedData.isPresent()) {
      return Stream.of();
    }
    Map<String, Map<String, JsonNode>> sources = new TreeMap<>();
    new ObjectMapper()
        .readTree(SharedData.fieldCase("FACTS.json").toFile())
        .properties()
        .forEach(
            fact -> {
              String source = fact.getKey().replaceFirst("!/.*", "");
              sources
                  .computeIfAbsent(source, any -> new TreeMap<>())
                  .put(fact.getKey(), fact.getValue());
            });
    return sources.entrySet().stream()
        .map(source -> Arguments.of(source.getKey(), source.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void givesWhatIndependentReadersFind(String source, Map<String, JsonNode> members)
      throws IOException {
    Path file = SharedData.fieldCase(source);
    Map<String, List<FrameRecord>> found = new TreeMap<>();
    for (FrameRecord record : FrameRecords.of(file)) {
      boolean isOneFile = members.containsKey(source);
      String path = isOneFile ? source : source.replaceFirst("[^/]*$", "") + record.path();
      found.computeIfAbsent(path, any -> new ArrayList<>()).add(record);
    }

    members.forEach((path, facts) -> assertMember(path, facts, found.remove(path)));
    assertThat(found.values().stream().flatMap(List::stream))
        .as("frames that no independent reader knows of")
        .allMatch(record -> record.reason().isPresent());
  }

  private static void assertMember(String path, JsonNode facts, List<FrameRecord> records) {
    String status = DECIDED.getOrDefault(path, facts.get("status").asText());
    if (status.equals("any")) {
      return;
    }
    assertThat(records).as("records of %s", path).isNotEmpty();
    String said = said(records);
    if (!status.equals("ok")) {
      assertThat(records)
          .as(said)
          .extracting(record -> record.reason().map(Reason::code).orElse("ok"))
          .containsOnly(status);
      return;
    }
    JsonNode frames = facts.get("frames");
    assertThat(records).as(said).hasSize(frames.size());
    for (int i = 0; i < frames.size(); i++) {
      FrameRecord record = records.get(i);
      JsonNode frame = frames.get(i);
      assertThat(record.reason().isPresent()).as(said).isEqualTo(frame.isNull());
      ImageFacts.assertEqual("das", record.das(), frame.path("das"), tolerance(path));
      ImageFacts.assertEqual(
          "clinical", record.clinical(), frame.path("clinical"), tolerance(path));
    }
  }

  private static String said(List<FrameRecord> records) {
    return records.stream()
        .map(
            record ->
                "%s#%s %s %s"
                    .formatted(
                        record.path(),
                        record.frameIndex(),
                        record.reason().map(Reason::code).orElse("ok"),
                        record.detail()))
        .collect(Collectors.joining("; "));
  }

  private static double tolerance(String path) {
    return path.matches(".*(jpeg|jpg|nomarker|jfif|adobe|progressive).*dcm") ? LOSSY : 0;
  }
}
