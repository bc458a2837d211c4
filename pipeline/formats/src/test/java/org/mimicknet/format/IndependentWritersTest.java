/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.archive.Reason;
import org.mimicknet.image.Image;

/**
 * Files of every format and container, written by other programs, give the frames that independent
 * readers find in them, or the reason why there are none.
 */
class IndependentWritersTest {
  /** Pixels are float32; sums of their squares gather that error. */
  private static final double EXACT = 2e-7;

  static Stream<Arguments> files() {
    return WrittenSamples.facts("").entrySet().stream()
        .map(file -> Arguments.of(file.getKey(), file.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void givesTheFramesThatAnIndependentReaderFinds(String name, JsonNode facts) throws IOException {
    List<FrameRecord> records = read(WrittenSamples.file(name));

    JsonNode frames = facts.get("frames");
    assertThat(records).hasSize(frames.size());
    double tolerance = facts.path("tolerance").asDouble(0);
    for (int i = 0; i < frames.size(); i++) {
      FrameRecord record = records.get(i);
      JsonNode expected = frames.get(i);
      assertThat(record.reason().map(Reason::code))
          .as(record.detail())
          .isEqualTo(Optional.ofNullable(expected.path("reason").textValue()));
      assertImage("das", record.das(), expected.path("das"), tolerance);
      assertImage("clinical", record.clinical(), expected.path("clinical"), tolerance);
    }
  }

  private static void assertImage(
      String what, Optional<Image> image, JsonNode facts, double tolerance) {
    assertThat(image.isPresent()).as(what).isEqualTo(!facts.isMissingNode());
    if (image.isEmpty()) {
      return;
    }
    float[] pixels = image.get().pixels();
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (float pixel : pixels) {
      min = Math.min(min, pixel);
      max = Math.max(max, pixel);
      sum += pixel;
      squares += (double) pixel * pixel;
    }
    double range = Math.max(Math.abs(facts.get("min").asDouble()), facts.get("max").asDouble());
    double allowed = tolerance + EXACT * range;
    assertThat(image.get().height()).as(what).isEqualTo(facts.get("height").asInt());
    assertThat(image.get().width()).as(what).isEqualTo(facts.get("width").asInt());
    assertThat(min).as(what).isCloseTo(facts.get("min").asDouble(), within(allowed));
    assertThat(max).as(what).isCloseTo(facts.get("max").asDouble(), within(allowed));
    assertThat(sum / pixels.length)
        .as(what)
        .isCloseTo(facts.get("mean").asDouble(), within(allowed));
    assertThat(squares / pixels.length)
        .as(what)
        .isCloseTo(
            facts.get("sum_of_squares").asDouble() / pixels.length, within(2 * range * allowed));
    for (int i = 0; i < facts.get("first").size(); i++) {
      assertThat((double) pixels[i])
          .as("%s, pixel %d", what, i)
          .isCloseTo(facts.get("first").get(i).asDouble(), within(allowed));
    }
  }

  private static List<FrameRecord> read(Path file) throws IOException {
    List<FrameRecord> records = new ArrayList<>();
    try (SourceReader reader =
        new SourceReader(
            ArchiveBuilder.source(file), new Configuration(false), ReadSettings.DEFAULT)) {
      reader.forEachRemaining(records::add);
    }
    return records;
  }
}
