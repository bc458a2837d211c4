/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.training.fit.Mode;
import org.mimicknet.training.fit.Settings;

class SearchTest {
  private static final Settings BASE = Settings.of(Mode.GRAY_BOX);
  private static final Map<String, Search.Axis> RANGE =
      Map.of("learning-rate", new Search.Axis.LogRange(1e-4, 1e-2));

  @Test
  void aGridIsEveryCombination() {
    Map<String, Search.Axis> axes =
        Map.of(
            "filters", new Search.Axis.Choices(List.of("8", "16", "32")),
            "kernel", new Search.Axis.Choices(List.of("3x3", "7x3")));

    assertThat(Search.grid(BASE, axes)).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void aRandomSearchDrawsTheSameOnesAgain() {
    List<Settings> twenty = Search.random(BASE, RANGE, 20, 3);

    assertThat(twenty)
        .hasSize(20)
        .startsWith(Search.random(BASE, RANGE, 5, 3).toArray(Settings[]::new));
    assertThat(twenty)
        .allSatisfy(
            settings ->
                assertThat(Double.parseDouble(settings.toMap().get("learning-rate")))
                    .isBetween(1e-4, 1e-2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG", "tr-TR"})
  void everyLocaleDrawsTheSame(String locale) {
    List<Settings> expected = Search.random(BASE, RANGE, 5, 3);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      assertThat(Search.random(BASE, RANGE, 5, 3)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void thereIsNoGridOfARange() {
    assertThatThrownBy(() -> Search.grid(BASE, RANGE))
        .hasMessage(
            "Cannot make a grid of the range of learning-rate: list its values, or search at"
                + " random");
  }
}
