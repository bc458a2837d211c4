/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mimicknet.archive.Reason;
import org.mimicknet.reference.SharedData;

/**
 * The inputs of {@code shared/fieldcases}, which people's bug reports of the whole field describe,
 * and what their makers or independent readers say of them, or what the project has decided.
 */
final class FieldCases {
  /** Decoders of lossy JPEG may differ by a step or two. */
  private static final double LOSSY = 2.0 / 255;

  /** The facts of a progressive JPEG are those of the picture before it was compressed. */
  private static final double PROGRESSIVE = 5.0 / 255;

  /** Where the facts say "ok" because some tool reads it, and the project decided otherwise. */
  private static final Map<String, String> DECIDED =
      Map.ofEntries(
          // Minus infinity in an image of dB is black (ZeaFieldCasesTest): its IQ is not lost.
          Map.entry("26-zea/legacy_minus_inf.hdf5", "any"),
          // Both members of one name are kept, under two paths: an earlier one may be a frame, too.
          Map.entry("33-tar-kinds/same_name_twice.tar!/a.mat", "any"),
          Map.entry("33-tar-kinds/same_name_twice.tar!/a~2.mat", "any"),
          Map.entry("34-zip-kinds/same_name_twice.zip!/a.mat", "any"),
          Map.entry("34-zip-kinds/same_name_twice.zip!/a~2.mat", "any"),
          // Only the directory of the inner zip says where the first member ends, and a zip inside
          // of an archive is a stream: it is not held to get there, and a row says so.
          Map.entry("34-zip-kinds/nested_dd_stored.zip!/inner.zip!/a.mat", "unsupported_format"),
          Map.entry("34-zip-kinds/nested_dd_stored.zip!/inner.zip!/b.mat", "any"),
          // A frame that the facts do not speak of.
          Map.entry("34-zip-kinds/names_spaces.zip!/line\uFFFDbreak.mat", "any"),
          // commons-compress has no decoders for these; the row names the method.
          Map.entry("36-7z-methods/brotli.7z!/a.mat", "unsupported_format"),
          Map.entry("36-7z-methods/ppmd.7z!/a.mat", "unsupported_format"),
          Map.entry("36-7z-methods/zstd.7z!/a.mat", "unsupported_format"));

  private FieldCases() {}

  /** The facts of every member of every source, by their paths below the folder. */
  static Map<String, Map<String, JsonNode>> sources() throws IOException {
    Map<String, Map<String, JsonNode>> sources = new TreeMap<>();
    new ObjectMapper()
        .readTree(SharedData.fieldCase("FACTS.json").toFile())
        .properties()
        .forEach(
            fact ->
                sources
                    .computeIfAbsent(fact.getKey().replaceFirst("!/.*", ""), any -> new TreeMap<>())
                    .put(fact.getKey(), fact.getValue()));
    return sources;
  }

  /** Holds what was read of a source against the facts of its members. */
  static void assertEqual(String source, Map<String, JsonNode> members, List<FrameRecord> records) {
    boolean isOneFile = members.containsKey(source);
    Map<String, List<FrameRecord>> found = new TreeMap<>();
    for (FrameRecord record : records) {
      String path = isOneFile ? source : source.replaceFirst("[^/]*$", "") + record.path();
      found.computeIfAbsent(path, any -> new ArrayList<>()).add(record);
    }

    members.forEach((path, facts) -> assertMember(path, facts, found.remove(path)));
    found.keySet().removeAll(DECIDED.keySet());
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
    if (!status.equals("ok")) {
      assertThat(records)
          .as(FrameFacts.said(records))
          .extracting(record -> record.reason().map(Reason::code).orElse("ok"))
          .containsOnly(status);
      return;
    }
    FrameFacts.assertEqual(facts.get("frames"), records, tolerance(path));
  }

  private static double tolerance(String path) {
    if (path.endsWith("progressive.dcm")) {
      return PROGRESSIVE;
    }
    return path.matches(".*(jpeg|jpg|nomarker|jfif|adobe|progressive).*dcm") ? LOSSY : 0;
  }
}
