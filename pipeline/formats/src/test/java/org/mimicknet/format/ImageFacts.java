/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.mimicknet.image.Image;

/** What independent readers found in an image: its size, statistics and first pixels. */
final class ImageFacts {
  /** Pixels are float32; sums of their squares gather that error. */
  private static final double EXACT = 2e-7;

  private static final double SIX_DECIMALS = 5.1e-7;

  private ImageFacts() {}

  /**
   * Holds an image against its facts.
   *
   * @param facts missing or null where there is no image
   * @param tolerance of a pixel, for lossy formats
   */
  static void assertEqual(String what, Optional<Image> image, JsonNode facts, double tolerance) {
    assertThat(image.isPresent()).as(what).isEqualTo(!facts.isMissingNode() && !facts.isNull());
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
    assertFirst(what, pixels, facts.path("first"), allowed);
    assertFirst(what, pixels, facts.path("first_row"), allowed + SIX_DECIMALS);
  }

  private static void assertFirst(String what, float[] pixels, JsonNode first, double allowed) {
    for (int i = 0; i < first.size(); i++) {
      assertThat((double) pixels[i])
          .as("%s, pixel %s", what, i)
          .isCloseTo(first.get(i).asDouble(), within(allowed));
    }
  }
}
