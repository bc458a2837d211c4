/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mimicknet.archive.Reason;

/** What independent readers found in the frames of a file, one after the other. */
final class FrameFacts {
  private FrameFacts() {}

  /**
   * Holds records against the facts: null, or a reason, where a frame cannot be read.
   *
   * @param tolerance of a pixel, for lossy formats
   */
  static void assertEqual(JsonNode frames, List<FrameRecord> records, double tolerance) {
    assertThat(records).as(said(records)).hasSize(frames.size());
    for (int i = 0; i < frames.size(); i++) {
      FrameRecord record = records.get(i);
      JsonNode frame = frames.get(i);
      Optional<String> reason = record.reason().map(Reason::code);
      if (frame.has("reason")) {
        assertThat(reason).as(said(records)).contains(frame.get("reason").asText());
      } else {
        assertThat(reason.isPresent()).as(said(records)).isEqualTo(frame.isNull());
      }
      ImageFacts.assertEqual("das", record.das(), frame.path("das"), tolerance);
      ImageFacts.assertEqual("clinical", record.clinical(), frame.path("clinical"), tolerance);
    }
  }

  /** What became of each frame, for a message. */
  static String said(List<FrameRecord> records) {
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
}
