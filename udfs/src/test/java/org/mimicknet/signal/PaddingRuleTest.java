/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mimicknet.signal.PaddingRule.KERAS_REFLECT_END;
import static org.mimicknet.signal.PaddingRule.MINIMAL;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimicknet.image.Image;
import org.mimicknet.reference.Golden;
import org.mimicknet.signal.FrameException.Reason;

class PaddingRuleTest {
  @ParameterizedTest
  @EnumSource
  void padsTheGoldenInputsExactly(Golden golden) {
    JsonNode manifest = golden.json("manifest.json");
    Iterator<Map.Entry<String, JsonNode>> cases = manifest.get("padded").fields();
    assertThat(cases).hasNext();
    while (cases.hasNext()) {
      Map.Entry<String, JsonNode> expected = cases.next();
      Image input = golden.image(manifest.at("/inputs/" + expected.getKey()));
      Image reflected = golden.image(expected.getValue());

      Image padded = KERAS_REFLECT_END.pad(input);

      assertThat(padded.size()).isEqualTo(reflected.size());
      assertThat(padded.pixels()).as(expected.getKey()).isEqualTo(reflected.pixels());
      assertThat(Postprocessing.output(padded, input.height(), input.width()).pixels())
          .isEqualTo(input.pixels());
    }
  }

  @ParameterizedTest
  @CsvSource({"PUBLISHED, mimicknet_1568473738-210304, 10", "SHIPPED, mimicknet-sim, 9"})
  void acceptsAndRefusesTheGoldenInputsAsTheManifestSays(Golden golden, String model, int count) {
    JsonNode manifest = golden.json("manifest.json");
    JsonNode cases = manifest.at("/outputs/" + model + "/cases");
    assertThat(cases).hasSize(count);
    Iterator<Map.Entry<String, JsonNode>> each = cases.fields();
    while (each.hasNext()) {
      Map.Entry<String, JsonNode> expected = each.next();
      Image input = golden.image(manifest.at("/inputs/" + expected.getKey()));
      assertAccepted(KERAS_REFLECT_END, input, !expected.getValue().has("error"));
      assertAccepted(MINIMAL, input, expected.getValue().has("minimal_pad"));
    }
  }

  private static void assertAccepted(PaddingRule rule, Image input, boolean accepted) {
    if (accepted) {
      Image padded = rule.pad(input);
      assertThat(padded.height() % 16).isZero();
      assertThat(padded.width() % 16).isZero();
    } else {
      assertThatThrownBy(() -> rule.pad(input))
          .isInstanceOf(FrameException.class)
          .hasMessageStartingWith(
              "Cannot pad an image of %s by the rule %s: ".formatted(input.size(), rule.id()))
          .extracting(e -> ((FrameException) e).reason())
          .isEqualTo(Reason.TOO_SMALL);
    }
  }

  @Test
  void theMessageSaysWhichSideLacksHowMuch() {
    assertThatThrownBy(() -> KERAS_REFLECT_END.pad(new Image(new float[17 * 16], 17, 16)))
        .hasMessage(
            "Cannot pad an image of 17 x 16 by the rule keras-reflect-end:"
                + " its 16 columns need 16 more, and reflection gives at most 15");
  }

  @Test
  void everySideBelowNineIsRefusedByBothRulesAndSixteenByTheKerasRuleOnly() {
    for (int side = 1; side <= 40; side++) {
      Image image = new Image(new float[side * 32], side, 32);
      assertAccepted(KERAS_REFLECT_END, image, side > 8 && side != 16);
      assertAccepted(MINIMAL, image, side > 8);
    }
  }

  @Test
  void theMinimalRuleLeavesADivisibleImageAlone() {
    Image image = new Image(new float[32 * 48], 32, 48);

    assertThat(MINIMAL.pad(image)).isSameAs(image);
  }

  @Test
  void theLastPixelIsTheMirrorAndNotRepeated() {
    float[] row = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    float[] pixels = new float[16 * 14];
    for (int i = 0; i < 16; i++) {
      System.arraycopy(row, 0, pixels, i * 14, 14);
    }

    float[] padded = MINIMAL.pad(new Image(pixels, 16, 14)).pixels();

    assertThat(padded[13]).isEqualTo(13);
    assertThat(padded[14]).isEqualTo(12);
    assertThat(padded[15]).isEqualTo(11);
    assertThat(padded[16]).isEqualTo(0);
  }

  @Property(tries = 200)
  void croppingGivesTheImageBack(
      @ForAll @IntRange(min = 17, max = 70) int height,
      @ForAll @IntRange(min = 17, max = 70) int width,
      @ForAll PaddingRule rule) {
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i / (float) pixels.length;
    }
    Image image = new Image(pixels, height, width);

    Image padded = rule.pad(image);

    int largest = rule == KERAS_REFLECT_END ? 16 : 15;
    assertThat(padded.height() - height).isBetween(0, largest);
    assertThat(padded.width() - width).isBetween(0, largest);
    assertThat(Postprocessing.output(padded, height, width).pixels()).isEqualTo(pixels);
  }

  @Test
  void aRuleIsFoundByItsName() {
    assertThat(PaddingRule.of("keras-reflect-end")).isEqualTo(KERAS_REFLECT_END);
    assertThat(PaddingRule.of("minimal")).isEqualTo(MINIMAL);
    assertThatThrownBy(() -> PaddingRule.of("zero"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot pad by the rule 'zero': the rules are [keras-reflect-end, minimal]");
  }
}
